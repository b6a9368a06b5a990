package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.TrustPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A module in TypeScript for an app of the AWS CDK: one function for each policy, which takes the
 * role. {@code TaskDefinition.obtainExecutionRole()} gives that.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyStatement.html">
 *     PolicyStatement</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecs.TaskDefinition.html">
 *     TaskDefinition</a>
 */
final class CdkRenderer {
  private final List<String> blocks = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private boolean makesConstructs;

  private CdkRenderer() {}

  static String render(PolicyReport report) {
    CdkRenderer renderer = new CdkRenderer();
    report.policies().forEach(renderer::add);
    if (renderer.blocks.isEmpty()) {
      return "// nothing to grant\n";
    }
    String imports =
        "import * as iam from 'aws-cdk-lib/aws-iam';\n"
            + (renderer.makesConstructs ? "import { Construct } from 'constructs';\n" : "");
    return imports + "\n" + String.join("\n\n", renderer.blocks) + "\n";
  }

  private void add(RolePolicy policy) {
    // names of roles hold neither a slash nor a line end, so they cannot end a comment
    String role = policy.role().map(each -> "role " + each.name()).orElse("role of these tasks");
    if (!policy.isEmpty()) {
      for (Part part : policy.parts()) {
        blocks.add(
            "/** Lets the execution " + role + " start its tasks. */\n" + function(policy, part));
      }
    }
    policy
        .trustPolicy()
        .ifPresent(
            trust ->
                blocks.add(
                    "/** Who assumes the execution "
                        + role
                        + ": its `assumedBy`. */\n"
                        + trust(policy, trust)));
  }

  private String function(RolePolicy policy, Part part) {
    String id = free(LogicalId.of(word(policy), part));
    return switch (policy.kind()) {
      case INLINE -> inline(id, statements(part, "  "));
      case MANAGED -> managed(id, part.name(), statements(part, "    "));
    };
  }

  private static String statements(Part part, String indent) {
    String inner = indent + "  ";
    StringBuilder statements = new StringBuilder("[\n");
    for (JsonNode statement : part.policy().toJsonNode().path("Statement")) {
      statements
          .append(inner)
          .append("new iam.PolicyStatement(")
          .append(TypeScript.literal(properties(statement), inner))
          .append("),\n");
    }
    return statements.append(indent).append(']').toString();
  }

  private static String inline(String id, String statements) {
    return "export function grant"
        + id
        + "(role: iam.IRole): void {\n  for (const statement of "
        + statements
        + ") {\n    role.addToPrincipalPolicy(statement);\n  }\n}";
  }

  private String managed(String id, String name, String statements) {
    makesConstructs = true;
    return "export function grant"
        + id
        + "(scope: Construct, role: iam.IRole): void {\n  new iam.ManagedPolicy(scope, "
        + TypeScript.quoted(id)
        + ", {\n    managedPolicyName: "
        + TypeScript.quoted(name)
        + ",\n    roles: [role],\n    statements: "
        + statements
        + ",\n  });\n}";
  }

  /** The statement as the constructor of the CDK's class takes it. */
  private static ObjectNode properties(JsonNode statement) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    if (statement.has("Sid")) {
      properties.set("sid", statement.path("Sid"));
    }
    properties.set("actions", statement.path("Action"));
    properties.set("resources", statement.path("Resource"));
    if (statement.has("Condition")) {
      properties.set("conditions", statement.path("Condition"));
    }
    return properties;
  }

  // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.ServicePrincipal.html
  private String trust(RolePolicy policy, TrustPolicy trust) {
    JsonNode statement = trust.toJsonNode().path("Statement").path(0);
    return "export const trust"
        + free(LogicalId.of(word(policy)))
        + " = new iam.ServicePrincipal("
        + TypeScript.literal(statement.path("Principal").path("Service"), "")
        + ", {\n  conditions: "
        + TypeScript.literal(statement.path("Condition"), "  ")
        + ",\n});";
  }

  private static String word(RolePolicy policy) {
    return policy.role().map(ExecutionRole::name).orElse(StackRoles.UNKNOWN);
  }

  private String free(String wanted) {
    String id = wanted;
    for (int n = 2; !taken.add(id); n++) {
      id = wanted + n;
    }
    return id;
  }
}
