package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.synthesis.PolicyName;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Blocks for a configuration of Terraform, the very one that the task definitions stand in where
 * they stand in one.
 */
final class TerraformRenderer {
  private static final String DOCUMENT = "aws_iam_policy_document";
  private static final String INLINE = "aws_iam_role_policy";
  private static final String MANAGED = "aws_iam_policy";
  private static final String ATTACHMENT = "aws_iam_role_policy_attachment";

  private final List<String> blocks = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  /** Names in the root, by module and name there. */
  private final Map<String, String> handedIn = new HashMap<>();

  private TerraformRenderer() {}

  static String render(PolicyReport report) {
    TerraformRenderer renderer = new TerraformRenderer();
    report.policies().forEach(renderer::add);
    return renderer.blocks.isEmpty()
        ? "# nothing to grant\n"
        : renderer.blocks.stream().distinct().collect(Collectors.joining("\n\n")) + "\n";
  }

  private void add(RolePolicy policy) {
    if (policy.isEmpty() && policy.trustPolicy().isEmpty()) {
      blocks.add(comment(policy, "nothing to grant"));
      return;
    }
    List<TerraformRole> roles =
        TerraformRole.of(policy, () -> policy.isEmpty() ? "" : variable(policy));
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
      await(services, roles.get(0).module(), policies);
    }
    policy.trustPolicy().ifPresent(trust -> trust(roles.get(0), trust.toJsonNode()));
  }

  private static String comment(RolePolicy policy, String words) {
    String role = RoleName.shown(policy, Symbols.NONE).orElse("unknown");
    return Hcl.comment("execution role " + role + ": " + words);
  }

  private List<String> inline(RolePolicy policy, Part part, List<TerraformRole> roles) {
    List<String> policies = new ArrayList<>();
    for (TerraformRole role : roles) {
      String name = name(policy, role, part);
      String document = document(role, name, part.policy().toJsonNode());
      Hcl body =
          new Hcl()
              .set("name", Hcl.quoted(part.name()))
              .set("role", role.name())
              .set("policy", role.isRepeated() ? variable(name) : document);
      beside(role, INLINE, name, body, document);
      policies.add(INLINE + "." + name);
    }
    return policies;
  }

  /** The policy is one for all of its roles, and so where all can be reached from. */
  private List<String> managed(RolePolicy policy, Part part, List<TerraformRole> roles) {
    TerraformRole first = roles.get(0);
    String name = name(policy, first, part);
    // without the name of a role in it, it may be the name of another one's policy too
    boolean isShared = policy.role().isEmpty() && PolicyName.isMadeUp(part.name());
    Hcl body =
        new Hcl()
            .set(
                isShared ? "name_prefix" : "name",
                Hcl.quoted(isShared ? part.name() + "-" : part.name()))
            .set("policy", document(first, name, part.policy().toJsonNode()));
    String own = root(first, name);
    String block = block(header("resource", MANAGED, own), body);
    blocks.add(first.isRepeated() ? block : in(first) + block);
    String arn = MANAGED + "." + own + ".arn";
    List<String> attachments = new ArrayList<>();
    for (TerraformRole role : roles) {
      String attachment = attachments.isEmpty() ? name : name(policy, role, part);
      Hcl attached =
          new Hcl()
              .set("role", role.name())
              .set("policy_arn", role.isRepeated() ? variable(attachment) : arn);
      beside(role, ATTACHMENT, attachment, attached, arn);
      attachments.add(ATTACHMENT + "." + attachment);
    }
    return attachments;
  }

  private static String variable(String name) {
    return "var." + name;
  }

  /** Adds a block that has to stand beside {@code role}. */
  private void beside(TerraformRole role, String type, String name, Hcl body, String handed) {
    String resource = block(header("resource", type, name), body);
    if (!role.isRepeated()) {
      blocks.add(in(role) + resource);
      return;
    }
    blocks.add(
        Hcl.comment(
            "what calls " + role.module() + ", which stands there several times, hands in:",
            "  " + name + " = " + handed));
    String declared = block("variable " + Hcl.quoted(name), new Hcl().set("type", "string"));
    Stream<String> lines = (declared + "\n\n" + resource).lines().map(line -> "  " + line);
    blocks.add(
        Hcl.comment(
            Stream.concat(Stream.of("in each " + role.module().withoutKeys() + ":"), lines)
                .toArray(String[]::new)));
  }

  /** Says where a block has to stand, unless that is the root. */
  private static String in(TerraformRole role) {
    return role.module().isRoot() ? "" : Hcl.comment("in " + role.module()) + "\n";
  }

  /** What is handed in stands in the root, where names have to tell the modules apart. */
  private String root(TerraformRole role, String name) {
    return role.isRepeated()
        ? handedIn.computeIfAbsent(
            role.module() + " " + name,
            any -> free(TerraformRole.ANYWHERE, Hcl.name(role.module() + "_" + name)))
        : name;
  }

  private String name(RolePolicy policy, TerraformRole role, Part part) {
    String own =
        policy
            .role()
            .map(each -> each.name() + "-")
            .filter(part.name()::startsWith)
            .map(prefix -> part.name().substring(prefix.length()))
            .orElse(part.name());
    return free(role.module(), role.word() + "_" + Hcl.name(own).replaceAll("^_|_$", ""));
  }

  private String free(TerraformModule module, String wanted) {
    String name = wanted;
    for (int n = 2; !taken.add(module + " " + name); n++) {
      name = wanted + "_" + n;
    }
    return name;
  }

  /** Adds the document, where it needs a block, and returns the expression for its JSON. */
  private String document(TerraformRole role, String name, JsonNode policy) {
    if (!HclPolicy.isWritable(policy)) {
      return Hcl.quoted(policy.toString());
    }
    String own = root(role, name);
    String block = block(header("data", DOCUMENT, own), HclPolicy.of(policy));
    blocks.add(role.isRepeated() ? block : in(role) + block);
    return "data." + DOCUMENT + "." + own + ".json";
  }

  private static String block(String header, Hcl body) {
    return String.join("\n", body.asBlock(header));
  }

  private static String header(String word, String type, String name) {
    return word + " " + Hcl.quoted(type) + " " + Hcl.quoted(name);
  }

  /**
   * What is in another module waits as a whole, or is waited for as a whole.
   *
   * @see <a href="https://developer.hashicorp.com/terraform/language/meta-arguments/depends_on">
   *     depends_on</a>
   */
  private void await(Set<String> services, TerraformModule ofPolicies, List<String> policies) {
    Map<String, Set<String>> waiting = new LinkedHashMap<>();
    for (String service : services) {
      TerraformModule ofService = TerraformModule.of(service);
      TerraformModule common = ofService.common(ofPolicies);
      String awaited =
          ofPolicies.equals(common) ? String.join(", ", policies) : ofPolicies.callIn(common);
      waiting
          .computeIfAbsent(awaited, each -> new LinkedHashSet<>())
          .add(ofService.equals(common) ? service : qualified(common, ofService.callIn(common)));
    }
    waiting.forEach(
        (awaited, those) ->
            blocks.add(
                Hcl.comment(
                    "tasks start without the policy unless "
                        + String.join(", ", those)
                        + (those.size() == 1 ? " waits" : " wait")
                        + " for it:",
                    "  depends_on = [" + awaited + "]")));
  }

  private static String qualified(TerraformModule module, String call) {
    return module.isRoot() ? call : module + "." + call;
  }

  private void trust(TerraformRole role, JsonNode policy) {
    String name = free(role.module(), role.word() + "_trust");
    String document = document(role, name, policy);
    blocks.add(
        Hcl.comment(
            (role.isRepeated() ? "the role in " + role.module() : "the role") + " is assumed by:",
            "  assume_role_policy = " + document));
  }

  private String variable(RolePolicy policy) {
    String name = free(TerraformRole.ANYWHERE, "task_execution_role_name");
    Hcl body =
        new Hcl()
            .set("description", Hcl.quoted("Name of the execution role of " + TaskNames.of(policy)))
            .set("type", "string");
    blocks.add(block("variable " + Hcl.quoted(name), body));
    return "var." + name;
  }
}
