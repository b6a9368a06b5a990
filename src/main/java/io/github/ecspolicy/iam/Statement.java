package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.iam.StatementReader.Language;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a policy. Actions and resources keep their order; conditions keep theirs too,
 * except that those with the same operator stand together, as they must in JSON.
 *
 * @param action what {@code Action} lists, or all but what {@code NotAction} does
 * @param resource what {@code Resource} lists, or all but what {@code NotResource} does
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html">IAM
 *     JSON policy elements: Statement</a>
 */
public record Statement(
    Optional<String> sid,
    Effect effect,
    Selection action,
    Selection resource,
    List<Condition> conditions) {

  public Statement {
    Objects.requireNonNull(effect, "effect");
    if (sid.map(String::isBlank).orElse(false)) {
      throw new IllegalArgumentException("a Sid is blank");
    }
    conditions = groupedByOperator(conditions);
    if (!action.isWritten()) {
      throw new IllegalArgumentException("a statement needs at least one action");
    }
    action.patterns().forEach(Statement::checkAction);
    resource.patterns().forEach(Statement::checkResource);
    checkUnique(conditions);
  }

  /** A statement that lists its actions and its resources. */
  public Statement(
      Optional<String> sid,
      Effect effect,
      List<String> actions,
      List<String> resources,
      List<Condition> conditions) {
    this(sid, effect, Selection.of(actions), Selection.of(resources), conditions);
  }

  /**
   * The statement that {@code node} holds.
   *
   * @param at where the node stands in its document, the start of every place in a message
   */
  public static Statement parse(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    return new StatementReader(Language.WITH_VARIABLES).ofIdentityPolicy(new JsonElement(node, at));
  }

  /** What {@code Action} lists; nothing if the statement has {@code NotAction}. */
  public List<String> actions() {
    return action.listed();
  }

  /** What {@code Resource} lists; nothing if the statement has {@code NotResource} or neither. */
  public List<String> resources() {
    return resource.listed();
  }

  /**
   * The statement as JSON: {@code Sid, Effect, Action} or {@code NotAction}, {@code Resource} or
   * {@code NotResource}, {@code Condition} in this order.
   */
  public ObjectNode toJsonNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    sid.ifPresent(text -> node.put("Sid", text));
    node.put("Effect", effect.toString());
    put(node, "Action", action);
    put(node, "Resource", resource);
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

  private static void put(ObjectNode node, String name, Selection selection) {
    if (selection.isWritten()) {
      selection.patterns().forEach(node.putArray(selection.allBut() ? "Not" + name : name)::add);
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
  static void checkSidOfIam(String sid) {
    if (!isMadeOf(sid, "")) {
      throw new IllegalArgumentException(
          "Sid `" + sid + "` has other than ASCII letters and digits");
    }
  }

  static void checkAction(String action) {
    if (!isAction(action)) {
      throw new IllegalArgumentException(
          "action `" + action + "` is neither `*` nor of the form `service:Name`");
    }
  }

  // Wildcards stand in the name, not in the service prefix; `*:*` is another way to say `*`.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  private static boolean isAction(String text) {
    int colon = text.indexOf(':');
    return text.equals("*")
        || text.equals("*:*")
        || colon > 0
            && text.charAt(0) != '-'
            && isMadeOf(text.substring(0, colon), "-")
            && isMadeOf(text.substring(colon + 1), "*?._-");
  }

  /** Whether it has letters and digits of ASCII, or {@code signs}, and no other. */
  private static boolean isMadeOf(String text, String signs) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isAlphanumeric = c < 128 && Character.isLetterOrDigit(c);
      if (!isAlphanumeric && signs.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static void checkResource(String resource) {
    if (resource.isBlank()) {
      throw new IllegalArgumentException("a resource is blank");
    }
  }

  static void checkSidsUnique(List<Statement> statements) {
    Set<String> seen = new HashSet<>();
    for (Statement statement : statements) {
      statement
          .sid()
          .filter(sid -> !seen.add(sid))
          .ifPresent(
              sid -> {
                throw new IllegalArgumentException("Sid `" + sid + "` is given twice");
              });
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
