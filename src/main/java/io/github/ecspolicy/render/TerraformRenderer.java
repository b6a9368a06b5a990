package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Blocks for a configuration of Terraform, the very one that the task definitions stand in where
 * they stand in one.
 */
final class TerraformRenderer {
  private static final String DOCUMENT = "aws_iam_policy_document";

  private final List<String> blocks = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  private TerraformRenderer() {}

  static String render(PolicyReport report) {
    TerraformRenderer renderer = new TerraformRenderer();
    report.policies().forEach(renderer::add);
    return renderer.blocks.isEmpty()
        ? "# nothing to grant\n"
        : String.join("\n\n", renderer.blocks) + "\n";
  }

  private void add(RolePolicy policy) {
    List<TerraformRole> roles = TerraformRole.of(policy, this::variable);
    if (policy.isEmpty() && policy.trustPolicy().isEmpty()) {
      blocks.add(comment(policy, "nothing to grant"));
      return;
    }
    List<String> policies = new ArrayList<>();
    for (Part part : policy.isEmpty() ? List.<Part>of() : policy.parts()) {
      policies.addAll(
          switch (policy.kind()) {
            case INLINE -> inline(policy, part, roles);
            case MANAGED -> managed(policy, part, roles);
          });
    }
    Set<String> services = new LinkedHashSet<>();
    for (Origin origin : policy.origins()) {
      if (origin instanceof Origin.Configuration configuration) {
        services.addAll(configuration.services());
      }
    }
    if (!policies.isEmpty()) {
      services.forEach(service -> blocks.add(dependency(service, policies)));
    }
    policy.trustPolicy().ifPresent(trust -> trust(roles.get(0), trust.toJsonNode()));
  }

  private static String comment(RolePolicy policy, String words) {
    String role = policy.role().map(ExecutionRole::name).orElse("unknown");
    return Hcl.comment("execution role " + role + ": " + words);
  }

  private List<String> inline(RolePolicy policy, Part part, List<TerraformRole> roles) {
    List<String> policies = new ArrayList<>();
    for (TerraformRole role : roles) {
      String name = name(policy, role, part);
      Hcl body =
          new Hcl()
              .set("name", Hcl.quoted(part.name()))
              .set("role", role.name())
              .set("policy", document(role, name, part.policy().toJsonNode()));
      resource("aws_iam_role_policy", name, body);
      policies.add("aws_iam_role_policy." + name);
    }
    return policies;
  }

  private List<String> managed(RolePolicy policy, Part part, List<TerraformRole> roles) {
    String name = name(policy, roles.get(0), part);
    Hcl body =
        new Hcl()
            .set("name", Hcl.quoted(part.name()))
            .set("policy", document(roles.get(0), name, part.policy().toJsonNode()));
    resource("aws_iam_policy", name, body);
    List<String> attachments = new ArrayList<>();
    for (TerraformRole role : roles) {
      String attachment = attachments.isEmpty() ? name : name(policy, role, part);
      resource(
          "aws_iam_role_policy_attachment",
          attachment,
          new Hcl().set("role", role.name()).set("policy_arn", "aws_iam_policy." + name + ".arn"));
      attachments.add("aws_iam_role_policy_attachment." + attachment);
    }
    return attachments;
  }

  private String name(RolePolicy policy, TerraformRole role, Part part) {
    String own =
        policy
            .role()
            .map(each -> each.name() + "-")
            .filter(part.name()::startsWith)
            .map(prefix -> part.name().substring(prefix.length()))
            .orElse(part.name());
    return free(role.word() + "_" + Hcl.name(own).replaceAll("^_|_$", ""));
  }

  private String free(String wanted) {
    String name = wanted;
    for (int n = 2; !taken.add(name); n++) {
      name = wanted + "_" + n;
    }
    return name;
  }

  /** Adds the document, where it needs a block, and returns the expression for its JSON. */
  private String document(TerraformRole role, String name, JsonNode policy) {
    String module = role.module().isEmpty() ? "" : Hcl.comment("for " + role.module()) + "\n";
    if (!HclPolicy.isWritable(policy)) {
      return Hcl.quoted(policy.toString());
    }
    blocks.add(
        module + String.join("\n", HclPolicy.of(policy).asBlock(header("data", DOCUMENT, name))));
    return "data." + DOCUMENT + "." + name + ".json";
  }

  private void resource(String type, String name, Hcl body) {
    blocks.add(String.join("\n", body.asBlock(header("resource", type, name))));
  }

  private static String header(String word, String type, String name) {
    return word + " " + Hcl.quoted(type) + " " + Hcl.quoted(name);
  }

  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
  private static String dependency(String service, List<String> policies) {
    return Hcl.comment(
        "tasks start without the policy unless " + service + " waits for it:",
        "  depends_on = [" + String.join(", ", policies) + "]");
  }

  private void trust(TerraformRole role, JsonNode policy) {
    String name = free(role.word() + "_trust");
    String document = document(role, name, policy);
    blocks.add(Hcl.comment("the role is assumed by:", "  assume_role_policy = " + document));
  }

  private String variable() {
    String name = free("task_execution_role_name");
    Hcl body =
        new Hcl()
            .set("description", Hcl.quoted("Name of the task execution role"))
            .set("type", "string");
    blocks.add(String.join("\n", body.asBlock("variable " + Hcl.quoted(name))));
    return "var." + name;
  }
}
