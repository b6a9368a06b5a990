package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One statement of an identity policy. Actions and resources are never empty and keep their order;
 * conditions keep theirs too, except that those with the same operator stand together, as they must
 * in JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html">IAM
 *     JSON policy elements: Statement</a>
 */
public record Statement(
    Optional<String> sid,
    Effect effect,
    List<String> actions,
    List<String> resources,
    List<Condition> conditions) {

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]+");

  // Wildcards stand in the name, not in the service prefix; `*:*` is another way to say `*`.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  private static final Pattern ACTION =
      Pattern.compile("\\*|\\*:\\*|[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z0-9*?._-]+");

  public Statement {
    Objects.requireNonNull(effect, "effect");
    sid.ifPresent(Statement::checkSid);
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = groupedByOperator(conditions);
    checkNotEmpty(actions, "action");
    checkNotEmpty(resources, "resource");
    actions.forEach(Statement::checkAction);
    resources.forEach(Statement::checkResource);
    checkUnique(conditions);
  }

  /**
   * The statement that {@code node} holds.
   *
   * @param at where the node stands in its document, the start of every place in a message
   */
  public static Statement parse(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    return PolicyReader.readStatement(node, at);
  }

  /** The statement as JSON: {@code Sid, Effect, Action, Resource, Condition} in this order. */
  public ObjectNode toJsonNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    sid.ifPresent(text -> node.put("Sid", text));
    node.put("Effect", effect.toString());
    actions.forEach(node.putArray("Action")::add);
    resources.forEach(node.putArray("Resource")::add);
    for (Condition condition : conditions) {
      ObjectNode keys =
          node.withObjectProperty("Condition").withObjectProperty(condition.operator().toString());
      if (condition.values().size() == 1) {
        keys.put(condition.key(), condition.values().get(0));
      } else {
        ArrayNode values = keys.putArray(condition.key());
        condition.values().forEach(values::add);
      }
    }
    return node;
  }

  /** Whether anything in the statement reads differently in the older policy language. */
  boolean hasVariables() {
    return Stream.concat(
            resources.stream(), conditions.stream().flatMap(each -> each.values().stream()))
        .anyMatch(text -> text.contains("${"));
  }

  static void checkSid(String sid) {
    if (!SID.matcher(sid).matches()) {
      throw new IllegalArgumentException(
          "Sid `" + sid + "` has other than ASCII letters and digits");
    }
  }

  static void checkAction(String action) {
    if (!ACTION.matcher(action).matches()) {
      throw new IllegalArgumentException(
          "action `" + action + "` is neither `*` nor of the form `service:Name`");
    }
  }

  static void checkResource(String resource) {
    if (resource.isBlank()) {
      throw new IllegalArgumentException("a resource is blank");
    }
  }

  private static void checkNotEmpty(List<String> list, String what) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("a statement needs at least one " + what);
    }
  }

  // Condition keys are not case-sensitive:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
  static void checkUnique(List<Condition> conditions) {
    Set<List<Object>> seen = new HashSet<>();
    for (Condition condition : conditions) {
      if (!seen.add(List.of(condition.operator(), condition.key().toLowerCase(Locale.ROOT)))) {
        throw new IllegalArgumentException(
            "condition key `"
                + condition.key()
                + "` is given twice for `"
                + condition.operator()
                + "`");
      }
    }
  }

  private static List<Condition> groupedByOperator(List<Condition> conditions) {
    Map<ConditionOperator, List<Condition>> groups = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      groups.computeIfAbsent(condition.operator(), operator -> new ArrayList<>()).add(condition);
    }
    return groups.values().stream().flatMap(List::stream).toList();
  }
}
