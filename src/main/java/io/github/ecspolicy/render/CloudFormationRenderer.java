package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resources to paste into a template of CloudFormation, the very one that the task definitions
 * stand in where they stand in one. What only that template's other resources can hold (the {@code
 * DependsOn} of services, the trust policy of a role) stands in {@code Metadata}, shaped as it is
 * to be merged into them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html">
 *     AWS::IAM::RolePolicy</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html">
 *     AWS::IAM::ManagedPolicy</a>
 */
final class CloudFormationRenderer {
  private final Symbols symbols;
  private final ObjectNode parameters = object();
  private final ObjectNode others = object();
  private final ObjectNode resources = object();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Set<String>> awaited = new HashMap<>();

  private CloudFormationRenderer(Symbols symbols) {
    this.symbols = symbols;
  }

  static String render(PolicyReport report) {
    CloudFormationRenderer renderer = new CloudFormationRenderer(report.symbols());
    report.policies().forEach(renderer::add);
    return switch (syntax(report)) {
      case JSON -> JsonText.ascii(PolicyJson.indented(renderer.fragment())) + "\n";
      case YAML -> YamlText.of(renderer.fragment());
    };
  }

  /** Returns the syntax of the first template that the policies are for. */
  static Syntax syntax(PolicyReport report) {
    return report.policies().stream()
        .flatMap(policy -> stacks(policy).stream())
        .map(Origin.Stack::syntax)
        .findFirst()
        .orElse(Syntax.YAML);
  }

  private static List<Origin.Stack> stacks(RolePolicy policy) {
    List<Origin.Stack> stacks = new ArrayList<>();
    for (Origin origin : policy.origins()) {
      if (origin instanceof Origin.Stack stack) {
        stacks.add(stack);
      }
    }
    return stacks;
  }

  private ObjectNode fragment() {
    ObjectNode fragment = object();
    if (!parameters.isEmpty()) {
      fragment.set("Parameters", parameters);
    }
    if (!others.isEmpty()) {
      fragment.putObject("Metadata").putObject("EcsPolicy").set("MergeIntoResources", others);
    }
    fragment.set("Resources", resources);
    return fragment;
  }

  private void add(RolePolicy policy) {
    List<Origin.Stack> stacks = stacks(policy);
    boolean anyRegion = stacks.stream().anyMatch(stack -> symbols.areIn(stack.region()));
    StackText texts = new StackText(symbols, anyRegion);
    Optional<RoleName> name = RoleName.of(policy, symbols);
    Map<String, JsonNode> roles = StackRoles.of(policy, symbols, this::parameter);
    for (Part part : policy.parts()) {
      JsonNode document = texts.of(part.policy().toJsonNode());
      List<String> added =
          switch (policy.kind()) {
            case INLINE -> inline(part, document, roles);
            case MANAGED -> List.of(managed(part, document, name, roles));
          };
      stacks.forEach(stack -> stack.services().forEach(service -> await(service, added)));
    }
    policy
        .trustPolicy()
        .ifPresent(
            trust ->
                roles
                    .keySet()
                    .forEach(
                        role ->
                            others
                                .withObjectProperty(LogicalId.of(role))
                                .withObjectProperty("Properties")
                                .set("AssumeRolePolicyDocument", texts.of(trust.toJsonNode()))));
  }

  private List<String> inline(Part part, JsonNode document, Map<String, JsonNode> roles) {
    List<String> added = new ArrayList<>();
    roles.forEach(
        (word, role) -> {
          String id = free(LogicalId.of(word, part));
          ObjectNode properties = resource(id, "AWS::IAM::RolePolicy");
          properties.set("RoleName", role);
          properties.put("PolicyName", part.name());
          properties.set("PolicyDocument", document);
          added.add(id);
        });
    return added;
  }

  /** A name that was made from what is not known is left to CloudFormation, which makes one too. */
  private String managed(
      Part part, JsonNode document, Optional<RoleName> name, Map<String, JsonNode> roles) {
    String word = roles.keySet().iterator().next();
    String id = free(LogicalId.of(word, part));
    ObjectNode properties = resource(id, "AWS::IAM::ManagedPolicy");
    boolean isGenerated =
        name.filter(each -> each.known().isEmpty())
            .flatMap(RoleName::logicalId)
            .filter(role -> part.name().startsWith(role + "-"))
            .isPresent();
    if (!isGenerated) {
      properties.put("ManagedPolicyName", part.name());
    }
    roles.values().forEach(properties.putArray("Roles")::add);
    properties.set("PolicyDocument", document);
    return id;
  }

  private ObjectNode resource(String id, String type) {
    return resources.putObject(id).put("Type", type).putObject("Properties");
  }

  /**
   * A service that starts before the policy is there fails to start its tasks.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html">
   *     DependsOn</a>
   */
  private void await(String service, List<String> policies) {
    Set<String> waited = awaited.computeIfAbsent(service, each -> new HashSet<>());
    policies.stream()
        .filter(waited::add)
        .forEach(others.withObjectProperty(service).withArrayProperty("DependsOn")::add);
  }

  private JsonNode parameter() {
    String id = free(StackRoles.UNKNOWN + "Name");
    parameters
        .putObject(id)
        .put("Type", "String")
        .put("Description", "Name of the task execution role");
    return object().put("Ref", id);
  }

  private String free(String wanted) {
    String id = wanted;
    for (int n = 2; !taken.add(id); n++) {
      id = wanted + n;
    }
    return id;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
