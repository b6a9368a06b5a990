package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An identity policy. {@code parse(toJson())} gives back an equal document.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
public record PolicyDocument(List<Statement> statements) {

  /** The version of the policy language that knows policy variables; the only one written. */
  static final String VERSION = "2012-10-17";

  public PolicyDocument {
    statements = List.copyOf(statements);
    checkSidsUnique(statements);
  }

  /**
   * The document that {@code json} says.
   *
   * @throws PolicySyntaxException if it is not JSON, not a policy, or has an element that is not
   *     supported
   */
  public static PolicyDocument parse(String json) throws PolicySyntaxException {
    return PolicyReader.readDocument(json);
  }

  /** The document as people read it, indented by two spaces, without a line end after the last. */
  public String toJson() {
    return PolicyJson.indented(toJsonNode());
  }

  /** The document as JSON: {@code Version}, then {@code Statement}, always an array. */
  public ObjectNode toJsonNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Version", VERSION);
    ArrayNode array = node.putArray("Statement");
    statements.forEach(statement -> array.add(statement.toJsonNode()));
    return node;
  }

  /**
   * How many characters count against IAM's quotas, which leave white space out. Spaces within a
   * value are counted: AWS does not say that they are not.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
   *     and AWS STS quotas</a>
   */
  public int size() {
    return toJsonNode().toString().length();
  }

  static void checkSidsUnique(List<Statement> statements) {
    Set<String> seen = new HashSet<>();
    for (Statement statement : statements) {
      statement
          .sid()
          .filter(sid -> !seen.add(sid))
          .ifPresent(
              sid -> {
                throw new IllegalArgumentException("Sid `" + sid + "` is given twice");
              });
    }
  }
}
