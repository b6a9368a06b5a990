package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The roles that a policy is for, as a template of CloudFormation names them. */
final class StackRoles {
  /** The word for a role that nothing is known of. */
  static final String UNKNOWN = "TaskExecutionRole";

  private StackRoles() {}

  /**
   * Returns what gives the name of each role by a word for it: {@code Ref} where the template
   * defines the role, otherwise its name. There is no way from an ARN to a name: a path may stand
   * before it.
   *
   * @param parameter makes a parameter for a name that nobody knows
   */
  static Map<String, JsonNode> of(
      RolePolicy policy, Symbols symbols, Supplier<JsonNode> parameter) {
    List<String> defined = RoleName.logicalIds(policy.origins());
    Map<String, JsonNode> roles = new LinkedHashMap<>();
    if (policy.role().isPresent()) {
      RoleName name = RoleName.of(policy.role().get(), policy.origins(), symbols);
      if (defined.size() == 1) {
        roles.put(defined.get(0), reference(defined.get(0)));
      } else {
        roles.put(
            name.known().orElse(UNKNOWN),
            name.parts().isEmpty() ? parameter.get() : StackText.of(name.parts()));
      }
      return roles;
    }
    defined.forEach(id -> roles.put(id, reference(id)));
    if (isElsewhere(policy)) {
      roles.put(UNKNOWN, parameter.get());
    }
    return roles;
  }

  /** Returns {@code true} if {@code policy} is for a role that no template defines. */
  static boolean isElsewhere(RolePolicy policy) {
    return policy.role().isPresent()
        ? RoleName.logicalIds(policy.origins()).size() != 1
        : policy.origins().stream().anyMatch(StackRoles::definesNone);
  }

  private static boolean definesNone(Origin origin) {
    return !(origin instanceof Origin.Stack stack) || stack.role().isEmpty();
  }

  private static JsonNode reference(String logicalId) {
    return JsonNodeFactory.instance.objectNode().put("Ref", logicalId);
  }
}
