package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;

/**
 * A statement of a resource-based policy: what it says, and of whom.
 *
 * @param statement its resources are {@link Selection#EVERYTHING} if it names none
 */
public record ResourceStatement(Principals principals, Statement statement) {

  public ResourceStatement {
    Objects.requireNonNull(principals, "principals");
    Objects.requireNonNull(statement, "statement");
  }

  /** The statement as JSON, its principals behind the effect. */
  ObjectNode toJsonNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : statement.toJsonNode().properties()) {
      node.set(member.getKey(), member.getValue());
      if (member.getKey().equals("Effect")) {
        node.set(principals.allBut() ? "NotPrincipal" : "Principal", principals.toJsonNode());
      }
    }
    return node;
  }
}
