package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An identity policy, or a permissions boundary, which has the same grammar. Both versions of the
 * policy language are read and the newer one is written; {@code parse(toJson())} gives back an
 * equal document.
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
    statements.forEach(PolicyDocument::check);
    Statement.checkSidsUnique(statements);
  }

  /**
   * The document that {@code json} says.
   *
   * @throws PolicySyntaxException if it is not JSON, or not an identity policy
   */
  public static PolicyDocument parse(String json) throws PolicySyntaxException {
    return parse(PolicyJson.read(json));
  }

  /**
   * The document that {@code json} is.
   *
   * @throws PolicySyntaxException if it is not an identity policy
   */
  public static PolicyDocument parse(JsonNode json) throws PolicySyntaxException {
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
    return JsonTree.compact(toJsonNode()).length();
  }

  private static void check(Statement statement) {
    statement.sid().ifPresent(Statement::checkSidOfIam);
    if (!statement.resource().isWritten()) {
      throw new IllegalArgumentException("a statement needs at least one resource");
    }
  }
}
