package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A policy as Terraform's data source for policies has it.
 *
 * @see <a
 *     href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document">
 *     aws_iam_policy_document</a>
 */
final class HclPolicy {
  private HclPolicy() {}

  /**
   * Returns {@code false} for a policy that the data source would change: it takes <code>&{</code>
   * for the start of a policy variable, and has no way to write it. Nor has it one for no
   * statements.
   */
  static boolean isWritable(JsonNode policy) {
    return !policy.path("Statement").isEmpty() && !policy.toString().contains("&{");
  }

  /** Returns the body of the data source. */
  static Hcl of(JsonNode policy) {
    Hcl body = new Hcl();
    policy.path("Statement").forEach(statement -> body.block("statement", statement(statement)));
    return body;
  }

  private static Hcl statement(JsonNode statement) {
    Hcl body = new Hcl();
    if (statement.has("Sid")) {
      body.set("sid", Hcl.quoted(statement.path("Sid").textValue()));
    }
    body.set("effect", Hcl.quoted(statement.path("Effect").textValue()));
    body.set("actions", texts(statement.path("Action")));
    if (statement.has("Resource")) {
      body.set("resources", texts(statement.path("Resource")));
    }
    for (Map.Entry<String, JsonNode> who : statement.path("Principal").properties()) {
      body.block(
          "principals",
          new Hcl()
              .set("type", Hcl.quoted(who.getKey()))
              .set("identifiers", texts(who.getValue())));
    }
    for (Map.Entry<String, JsonNode> test : statement.path("Condition").properties()) {
      for (Map.Entry<String, JsonNode> variable : test.getValue().properties()) {
        body.block(
            "condition",
            new Hcl()
                .set("test", Hcl.quoted(test.getKey()))
                .set("variable", Hcl.quoted(variable.getKey()))
                .set("values", texts(variable.getValue())));
      }
    }
    return body;
  }

  private static List<String> texts(JsonNode node) {
    Stream<JsonNode> all =
        node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    return all.map(JsonNode::asText).toList();
  }
}
