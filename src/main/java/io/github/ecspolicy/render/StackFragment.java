package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.template.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sections of a template that another one is to take in, whose names are left to it. */
final class StackFragment {
  static final String METADATA = "/Metadata/EcsPolicy";
  static final String MERGED = "MergeIntoResources";
  static final String DEPENDS_ON = "DependsOn";
  static final String WAITS_FOR = "WaitsFor";
  static final String TRUST = "TrustPolicies";
  private static final String MADE = "EcsPolicy";

  private final Optional<Origin.Template> template;
  private final ObjectNode parameters = object();
  private final ObjectNode conditions = object();
  private final ObjectNode merged = object();
  private final ObjectNode trustPolicies = object();
  private final ObjectNode resources = object();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Set<String>> awaited = new HashMap<>();

  /** The condition under which a parameter says something, by parameter. */
  private final Map<String, String> optional = new HashMap<>();

  StackFragment(Optional<Origin.Template> template) {
    this.template = template;
  }

  /** Returns the sections that hold something, and the resources. */
  ObjectNode toJsonNode() {
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

  /** Returns the condition under which the resource or parameter {@code name} is there. */
  Optional<String> conditionOf(String name) {
    return Optional.ofNullable(optional.get(name))
        .or(() -> template.map(each -> each.conditions().get(name)));
  }

  /** Returns a resource, not yet added, that is there where all of {@code needed} hold. */
  ObjectNode resource(String type, Set<String> needed) {
    ObjectNode resource = object().put("Type", type);
    condition(needed).ifPresent(name -> resource.put("Condition", name));
    return resource;
  }

  /** Adds {@code resource} and returns its logical id, which starts with {@code wanted}. */
  String add(String wanted, ObjectNode resource) {
    String id = free(wanted, resource.path("Type").textValue());
    resources.set(id, resource);
    return id;
  }

  /**
   * Adds a parameter and returns what refers to it.
   *
   * @param isOptional whether it may be empty
   */
  ObjectNode parameter(String wanted, String description, boolean isOptional) {
    String id = free(wanted, "String");
    ObjectNode parameter =
        parameters.putObject(id).put("Type", "String").put("Description", description);
    if (isOptional) {
      parameter.put("Default", "");
      String name = MADE + "Has" + id;
      ArrayNode sides =
          conditions.putObject(name).putArray("Fn::Not").addObject().putArray("Fn::Equals");
      sides.add(reference(id));
      sides.add("");
      optional.put(id, name);
    }
    return reference(id);
  }

  /** Shows the trust policy of a role that the template has. */
  void trust(String role, JsonNode document) {
    merged
        .withObjectProperty(role)
        .withObjectProperty("Properties")
        .set("AssumeRolePolicyDocument", document);
  }

  /** Shows the trust policy of a role that stands elsewhere. */
  void trustElsewhere(String role, JsonNode document) {
    trustPolicies.set(role, document);
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
  void await(String service, List<String> policies) {
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
              .add(choice(condition.asText(), reference(policy), TextNode.valueOf("")));
        }
      }
    }
  }

  /** Returns the name of the condition that holds where all of {@code needed} hold. */
  private Optional<String> condition(Set<String> needed) {
    if (needed.size() < 2) {
      return needed.stream().findFirst();
    }
    String name = needed.stream().map(LogicalId::of).collect(Collectors.joining("And", MADE, ""));
    ObjectNode all = object();
    ArrayNode each = all.putArray("Fn::And");
    needed.forEach(one -> each.addObject().put("Condition", one));
    conditions.set(name, all);
    return Optional.of(name);
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

  static ObjectNode reference(String name) {
    return object().put("Ref", name);
  }

  static ObjectNode choice(String condition, JsonNode then, JsonNode otherwise) {
    ObjectNode choice = object();
    choice.putArray("Fn::If").add(condition).add(then).add(otherwise);
    return choice;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
