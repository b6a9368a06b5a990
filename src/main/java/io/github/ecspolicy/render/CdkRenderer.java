package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyName;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.TrustPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  /** What is imported of the library that all of them are made from. */
  private final Set<String> constructs = new TreeSet<>();

  private CdkRenderer() {}

  static String render(PolicyReport report) {
    CdkRenderer renderer = new CdkRenderer();
    report.policies().forEach(renderer::add);
    if (renderer.blocks.isEmpty()) {
      return "// nothing to grant\n";
    }
    String imports =
        "import * as iam from 'aws-cdk-lib/aws-iam';\n"
            + (renderer.constructs.isEmpty()
                ? ""
                : "import { " + String.join(", ", renderer.constructs) + " } from 'constructs';\n");
    return imports + "\n" + String.join("\n\n", renderer.blocks) + "\n";
  }

  private void add(RolePolicy policy) {
    // names of roles hold neither a slash nor a line end, so they cannot end a comment
    String role = policy.role().map(each -> "role " + each.name()).orElse("role of these tasks");
    if (!policy.isEmpty()) {
      policy.parts().forEach(part -> blocks.add(function(policy, part, role)));
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

  private String function(RolePolicy policy, Part part, String role) {
    String id = free(LogicalId.of(word(policy), part));
    return switch (policy.kind()) {
      case INLINE -> comment(role, "grant" + id + "(role)") + inline(id, statements(part, "  "));
      case MANAGED -> comment(role, "grant" + id + "(this, role)") + managed(id, policy, part);
    };
  }

  /** What the CDK adds to a role, services do not wait for by themselves. */
  private static String comment(String role, String call) {
    return "/**\n * Lets the execution "
        + role
        + " start its tasks. What starts them has to wait for that:\n"
        + " * `service.node.addDependency("
        + call
        + ")`.\n */\n";
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

  private String inline(String id, String statements) {
    constructs.add("DependencyGroup");
    return "export function grant"
        + id
        + "(role: iam.IRole): DependencyGroup {\n"
        + "  const granted = new DependencyGroup();\n"
        + "  for (const statement of "
        + statements
        + ") {\n"
        + "    const { policyDependable } = role.addToPrincipalPolicy(statement);\n"
        + "    if (policyDependable) {\n"
        + "      granted.add(policyDependable);\n"
        + "    }\n"
        + "  }\n"
        + "  return granted;\n"
        + "}";
  }

  private String managed(String id, RolePolicy policy, Part part) {
    constructs.add("Construct");
    // without the name of a role in it, it may be the name of another one's policy too
    boolean isShared = policy.role().isEmpty() && PolicyName.isMadeUp(part.name());
    return "export function grant"
        + id
        + "(scope: Construct, role: iam.IRole): iam.ManagedPolicy {\n"
        + "  return new iam.ManagedPolicy(scope, "
        + TypeScript.quoted(id)
        + ", {\n"
        + (isShared ? "" : "    managedPolicyName: " + TypeScript.quoted(part.name()) + ",\n")
        + "    roles: [role],\n    statements: "
        + statements(part, "    ")
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
