package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.util.stream.Collectors;

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
  static final String METADATA = "/Metadata/EcsPolicy";
  static final String MERGED = "MergeIntoResources";
  static final String DEPENDS_ON = "DependsOn";
  static final String WAITS_FOR = "WaitsFor";
  static final String TRUST = "TrustPolicies";

  private static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";

  /** As many characters a name of a policy may have. */
  private static final int LONGEST_NAME = 128;

  private static final int MOST_NAMES = 3;

  private final PolicyReport report;
  private final Symbols symbols;
  private final Optional<Origin.Template> template;
  private final ObjectNode parameters = object();
  private final ObjectNode conditions = object();
  private final ObjectNode merged = object();
  private final ObjectNode trustPolicies = object();
  private final ObjectNode resources = object();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Set<String>> awaited = new HashMap<>();

  /** The condition under which a parameter names a role, by parameter. */
  private final Map<String, String> optionalNames = new HashMap<>();

  /** What there is for each role by now. */
  private final Map<JsonNode, Set<String>> policyNames = new HashMap<>();

  private final Map<JsonNode, String> inline = new HashMap<>();

  private CloudFormationRenderer(PolicyReport report) {
    this.report = report;
    symbols = report.symbols();
    template = report.templates().stream().findFirst();
  }

  static String render(PolicyReport report) {
    CloudFormationRenderer renderer = new CloudFormationRenderer(report);
    report.policies().forEach(renderer::add);
    ObjectNode fragment = renderer.fragment();
    return switch (syntax(report)) {
      case JSON -> JsonText.ascii(PolicyJson.indented(fragment)) + "\n";
      case YAML -> StackHeader.of(fragment, renderer.template) + YamlText.of(fragment);
    };
  }

  /** Returns the syntax of the template that the policies are for. */
  static Syntax syntax(PolicyReport report) {
    return report.templates().stream().findFirst().map(Origin.Template::syntax).orElse(Syntax.YAML);
  }

  private ObjectNode fragment() {
    ObjectNode fragment = object();
    if (!parameters.isEmpty()) {
      fragment.set("Parameters", parameters);
    }
    if (!conditions.isEmpty()) {
      fragment.set("Conditions", conditions);
    }
    if (!merged.isEmpty()) {
      fragment.withObject(METADATA).set(MERGED, merged);
    }
    if (!trustPolicies.isEmpty()) {
      fragment.withObject(METADATA).set(TRUST, trustPolicies);
    }
    fragment.set("Resources", resources);
    return fragment;
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
      stacks.forEach(stack -> stack.services().forEach(service -> await(service, added)));
    }
    policy.trustPolicy().ifPresent(trust -> trust(policy, texts.of(trust.toJsonNode())));
  }

  /** The conditions under which everything exists that {@code text} refers to. */
  private Set<String> conditionsOf(String text) {
    Set<String> found = new TreeSet<>();
    for (Symbols.Part part : symbols.parts(text)) {
      if (part instanceof Symbols.Part.Unknown unknown) {
        StackExpression.names(StackText.intrinsic(unknown.symbol()))
            .forEach(name -> conditionOf(name).ifPresent(found::add));
      }
    }
    return found;
  }

  private Optional<String> conditionOf(String logicalId) {
    return template.map(each -> each.conditions().get(logicalId));
  }

  private Optional<String> conditionOf(JsonNode role) {
    String name = role.path("Ref").asText();
    return Optional.ofNullable(optionalNames.get(name)).or(() -> conditionOf(name));
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
    ObjectNode resource = resource("AWS::IAM::RolePolicy", all);
    ObjectNode properties = resource.putObject("Properties");
    properties.set("RoleName", role.getValue());
    // A role that is called this or that, as a condition has it, is one all the same.
    JsonNode key = resource.deepCopy().set("PolicyDocument", document);
    String known = inline.get(key);
    if (known != null) {
      return known;
    }
    properties.put(
        "PolicyName",
        name(part, needed, policyNames.computeIfAbsent(role.getValue(), r -> new HashSet<>())));
    properties.set("PolicyDocument", document);
    String id = put(role.getKey(), part, needed, resource);
    inline.put(key, id);
    return id;
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
    ObjectNode resource = resource("AWS::IAM::ManagedPolicy", all);
    ObjectNode properties = resource.putObject("Properties");
    if (!isNamedByTheTool(policy, part)) {
      properties.put(
          "ManagedPolicyName",
          name(part, needed, policyNames.computeIfAbsent(object(), any -> new HashSet<>())));
    }
    ArrayNode attached = properties.putArray("Roles");
    roles.values().forEach(role -> attached.add(roles.size() == 1 ? role : ifItExists(role)));
    properties.set("PolicyDocument", document);
    return put(word, part, needed, resource);
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
        .<JsonNode>map(condition -> choice(condition, role, object().put("Ref", "AWS::NoValue")))
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

  private ObjectNode resource(String type, Set<String> needed) {
    ObjectNode resource = object().put("Type", type);
    condition(needed).ifPresent(name -> resource.put("Condition", name));
    return resource;
  }

  private String put(String role, Part part, Set<String> needed, ObjectNode resource) {
    String id =
        free(
            LogicalId.of(role, part) + LogicalId.of(String.join(" ", needed)),
            resource.path("Type").textValue());
    resources.set(id, resource);
    return id;
  }

  /** Returns the name of the condition that holds where all of {@code needed} hold. */
  private Optional<String> condition(Set<String> needed) {
    if (needed.size() < 2) {
      return needed.stream().findFirst();
    }
    String name =
        needed.stream().map(LogicalId::of).collect(Collectors.joining("And", "EcsPolicy", ""));
    ObjectNode all = object();
    ArrayNode each = all.putArray("Fn::And");
    needed.forEach(one -> each.addObject().put("Condition", one));
    conditions.set(name, all);
    return Optional.of(name);
  }

  private void trust(RolePolicy policy, JsonNode document) {
    List<String> defined = RoleName.logicalIds(policy.origins());
    defined.forEach(
        role ->
            merged
                .withObjectProperty(role)
                .withObjectProperty("Properties")
                .set("AssumeRolePolicyDocument", document));
    if (StackRoles.isElsewhere(policy)) {
      trustPolicies.set(
          RoleName.of(policy, symbols).map(RoleName::shown).orElse(StackRoles.UNKNOWN), document);
    }
  }

  /**
   * A service that starts before the policy is there fails to start its tasks. {@code DependsOn}
   * takes nothing that a condition may leave out, and no {@code Fn::If}; a reference in {@code
   * Metadata} makes a dependency too.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html">
   *     DependsOn</a>
   */
  private void await(String service, List<String> policies) {
    Set<String> waited = awaited.computeIfAbsent(service, each -> new HashSet<>());
    for (String policy : policies) {
      if (waited.add(policy)) {
        ObjectNode resource = merged.withObjectProperty(service);
        JsonNode condition = resources.path(policy).path("Condition");
        if (condition.isMissingNode()
            || conditionOf(service).filter(condition.asText()::equals).isPresent()) {
          resource.withArrayProperty(DEPENDS_ON).add(policy);
        } else {
          resource
              .withObjectProperty("Metadata")
              .withArrayProperty(WAITS_FOR)
              .add(choice(condition.asText(), object().put("Ref", policy), TextNode.valueOf("")));
        }
      }
    }
  }

  private static ObjectNode choice(String condition, JsonNode then, JsonNode otherwise) {
    ObjectNode choice = object();
    choice.putArray("Fn::If").add(condition).add(then).add(otherwise);
    return choice;
  }

  private JsonNode parameter(RolePolicy policy) {
    String id = free(StackRoles.UNKNOWN + "Name", "String");
    String whose =
        policy.role().map(role -> plain(role.toString())).orElseGet(() -> "of " + tasks(policy));
    ObjectNode parameter =
        parameters
            .putObject(id)
            .put("Type", "String")
            .put("Description", "Name, without a path, of the execution role " + whose);
    if (isAlternative(policy)) {
      parameter.put("Description", parameter.path("Description").asText() + ", where it is that");
      parameter.put("Default", "");
      optionalNames.put(id, notEmpty(id));
    }
    return object().put("Ref", id);
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

  private String notEmpty(String parameter) {
    String name = "Has" + parameter;
    ArrayNode sides =
        conditions.putObject(name).putArray("Fn::Not").addObject().putArray("Fn::Equals");
    sides.addObject().put("Ref", parameter);
    sides.add("");
    return name;
  }

  private String tasks(RolePolicy policy) {
    int more = policy.tasks().size() - MOST_NAMES;
    return policy.tasks().stream()
            .limit(MOST_NAMES)
            .map(this::plain)
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Returns {@code text} for a place where {@code Fn::Sub} would be expected of an expression. */
  private String plain(String text) {
    return symbols.describe(text).replaceAll("[$][{]([^}]*)}", "$1");
  }

  /** Returns a name that nothing else has; what an earlier run has written is written again. */
  private String free(String wanted, String type) {
    Map<String, String> types = template.map(Origin.Template::types).orElse(Map.of());
    String id = wanted;
    for (int n = 2; !types.getOrDefault(id, type).equals(type) || !taken.add(id); n++) {
      id = wanted + n;
    }
    return id;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
