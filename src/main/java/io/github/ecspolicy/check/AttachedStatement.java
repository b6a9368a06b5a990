package io.github.ecspolicy.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.Statement;

/**
 * A statement of a policy, where it was written.
 *
 * @param policy that it is part of
 * @param index which of its statements, counted from 0
 * @param statement what it says
 */
public record AttachedStatement(WrittenPolicy policy, int index, Statement statement) {

  /** Returns what messages call it: its {@code Sid}, or which one it is. */
  public String title() {
    String which =
        statement
            .sid()
            .map(sid -> "statement " + Quotation.quote(sid))
            .orElse("statement " + (index + 1));
    return which + " of " + Quotation.quote(policy.name());
  }

  /** Returns where it begins. */
  public SourceLocation location() {
    return policy.locate(pointer());
  }

  /** Returns where {@code text} stands in its element {@code name}, or the statement does. */
  public SourceLocation locate(String name, String text) {
    String element = pointer() + "/" + name;
    JsonNode node = policy.document().at(element);
    for (int i = 0; i < node.size(); i++) {
      if (node.path(i).asText().equals(text)) {
        return policy.locate(element + "/" + i);
      }
    }
    return policy.locate(element);
  }

  // A single statement may stand without a list.
  private String pointer() {
    return policy.document().path("Statement").isArray() ? "/Statement/" + index : "/Statement";
  }
}
