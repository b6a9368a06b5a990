package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.synthesis.PolicyName;
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
import java.util.TreeSet;

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
  private static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";

  /** As many characters a name of a policy may have. */
  private static final int LONGEST_NAME = 128;

  private final PolicyReport report;
  private final Symbols symbols;
  private final StackFragment fragment;

  /** Names of policies that there are by now, by role. */
  private final Map<JsonNode, Set<String>> policyNames = new HashMap<>();

  private final Set<String> managedNames = new HashSet<>();

  private CloudFormationRenderer(PolicyReport report, StackFragment fragment) {
    this.report = report;
    this.fragment = fragment;
    symbols = report.symbols();
  }

  static String render(PolicyReport report) {
    Optional<Origin.Template> template = report.templates().stream().findFirst();
    StackFragment fragment = new StackFragment(template);
    CloudFormationRenderer renderer = new CloudFormationRenderer(report, fragment);
    report.policies().forEach(renderer::add);
    ObjectNode sections = fragment.toJsonNode();
    return switch (syntax(report)) {
      case JSON -> JsonText.ascii(PolicyJson.indented(sections)) + "\n";
      case YAML -> StackHeader.of(sections, template) + YamlText.of(sections);
    };
  }

  /** Returns the syntax of the template that the policies are for. */
  static Syntax syntax(PolicyReport report) {
    return report.templates().stream().findFirst().map(Origin.Template::syntax).orElse(Syntax.YAML);
  }

  private void add(RolePolicy policy) {
    List<Origin.Stack> stacks = policy.stacks();
    StackText texts = StackText.in(policy, symbols);
    if (!policy.isEmpty()) {
      Map<String, JsonNode> roles = StackRoles.of(policy, symbols, () -> parameter(policy));
      List<String> added = new ArrayList<>();
      for (Part part : policy.parts()) {
        ConditionalDocument.of(part.policy().toJsonNode(), this::conditionsOf)
            .forEach(document -> added.addAll(add(policy, part, document, texts, roles)));
      }
      stacks.forEach(stack -> stack.services().forEach(service -> fragment.await(service, added)));
    }
    policy.trustPolicy().ifPresent(trust -> trust(policy, texts.of(trust.toJsonNode())));
  }

  /** The conditions under which everything exists that {@code text} refers to. */
  private Set<String> conditionsOf(String text) {
    Set<String> found = new TreeSet<>();
    for (Symbols.Part part : symbols.parts(text)) {
      if (part instanceof Symbols.Part.Unknown unknown) {
        StackExpression.names(StackText.intrinsic(unknown.symbol()))
            .forEach(name -> fragment.conditionOf(name).ifPresent(found::add));
      }
    }
    return found;
  }

  private Optional<String> conditionOf(JsonNode role) {
    return fragment.conditionOf(role.path("Ref").asText());
  }

  private List<String> add(
      RolePolicy policy,
      Part part,
      ConditionalDocument conditional,
      StackText texts,
      Map<String, JsonNode> roles) {
    JsonNode document = texts.of(conditional.document());
    return switch (policy.kind()) {
      case INLINE ->
          roles.entrySet().stream()
              .map(role -> inline(part, role, conditional.conditions(), document))
              .toList();
      case MANAGED -> List.of(managed(policy, part, conditional.conditions(), document, roles));
    };
  }

  private String inline(
      Part part, Map.Entry<String, JsonNode> role, Set<String> needed, JsonNode document) {
    Set<String> all = new TreeSet<>(needed);
    conditionOf(role.getValue()).ifPresent(all::add);
    ObjectNode resource = fragment.resource("AWS::IAM::RolePolicy", all);
    ObjectNode properties = resource.putObject("Properties");
    properties.set("RoleName", role.getValue());
    properties.put(
        "PolicyName",
        name(part, needed, policyNames.computeIfAbsent(role.getValue(), r -> new HashSet<>())));
    properties.set("PolicyDocument", document);
    return fragment.add(logicalId(role.getKey(), part, needed), resource);
  }

  private String managed(
      RolePolicy policy,
      Part part,
      Set<String> needed,
      JsonNode document,
      Map<String, JsonNode> roles) {
    String word = roles.keySet().iterator().next();
    Set<String> all = new TreeSet<>(needed);
    if (roles.size() == 1) {
      conditionOf(roles.get(word)).ifPresent(all::add);
    }
    ObjectNode resource = fragment.resource("AWS::IAM::ManagedPolicy", all);
    ObjectNode properties = resource.putObject("Properties");
    if (!isNamedByTheTool(policy, part)) {
      properties.put("ManagedPolicyName", name(part, needed, managedNames));
    }
    ArrayNode attached = properties.putArray("Roles");
    roles.values().forEach(role -> attached.add(roles.size() == 1 ? role : ifItExists(role)));
    properties.set("PolicyDocument", document);
    return fragment.add(logicalId(word, part, needed), resource);
  }

  /**
   * A name that was not made from the name of its role would stand once in an account, however
   * often the template is deployed there; CloudFormation makes up one for each stack.
   */
  private boolean isNamedByTheTool(RolePolicy policy, Part part) {
    Optional<RoleName> role = RoleName.of(policy, symbols);
    boolean isRoleKnown = role.flatMap(RoleName::known).isPresent();
    boolean isOfLogicalId =
        role.flatMap(RoleName::logicalId)
            .filter(id -> part.name().startsWith(id + "-"))
            .isPresent();
    return !isRoleKnown && (isOfLogicalId || PolicyName.isMadeUp(part.name()));
  }

  private JsonNode ifItExists(JsonNode role) {
    return conditionOf(role)
        .<JsonNode>map(
            condition ->
                StackFragment.choice(condition, role, StackFragment.reference("AWS::NoValue")))
        .orElse(role);
  }

  private static String name(Part part, Set<String> needed, Set<String> used) {
    String wanted = needed.isEmpty() ? part.name() : part.name() + "-" + String.join("-", needed);
    if (wanted.length() > LONGEST_NAME) {
      wanted = part.name();
    }
    String name = wanted;
    for (int n = 2; !used.add(name); n++) {
      name = wanted + "-" + n;
    }
    return name;
  }

  private void trust(RolePolicy policy, JsonNode document) {
    RoleName.logicalIds(policy.origins()).forEach(role -> fragment.trust(role, document));
    if (StackRoles.isElsewhere(policy)) {
      fragment.trustElsewhere(
          RoleName.of(policy, symbols).map(RoleName::shown).orElse(StackRoles.UNKNOWN), document);
    }
  }

  private static String logicalId(String role, Part part, Set<String> needed) {
    return LogicalId.of(role, part) + LogicalId.of(String.join(" ", needed));
  }

  private JsonNode parameter(RolePolicy policy) {
    boolean isAlternative = isAlternative(policy);
    String whose =
        policy
            .role()
            .map(role -> plain(role.toString()))
            .orElseGet(() -> "of " + plain(TaskNames.of(policy)));
    return fragment.parameter(
        StackRoles.UNKNOWN + "Name",
        "Name, without a path, of the execution role "
            + whose
            + (isAlternative ? ", where it is that" : ""),
        isAlternative);
  }

  /** A task definition has one role: whichever a condition chooses, where several are possible. */
  private boolean isAlternative(RolePolicy policy) {
    return policy.stacks().stream()
        .filter(stack -> TASK_DEFINITION.equals(stack.template().types().get(stack.logicalId())))
        .anyMatch(
            stack ->
                report.policies().stream()
                    .filter(other -> other != policy)
                    .flatMap(other -> other.stacks().stream())
                    .anyMatch(other -> other.logicalId().equals(stack.logicalId())));
  }

  /** Returns {@code text} for a place where {@code Fn::Sub} would be expected of an expression. */
  private String plain(String text) {
    return symbols.describe(text).replaceAll("[$][{]([^}]*)}", "$1");
  }
}
