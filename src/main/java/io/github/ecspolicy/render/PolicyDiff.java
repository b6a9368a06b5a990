package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.ecspolicy.iam.PolicyJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What one policy has and the other has not, line by line. A policy says the same in many layouts
 * and orders, so the old one is first laid out and ordered like the new one: what then differs is
 * what it says.
 *
 * @see <a
 *     href="https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html">unified
 *     format</a>
 */
final class PolicyDiff {
  private static final String NOTHING = "/dev/null";
  private static final int CONTEXT = 3;
  private static final String STATEMENT = "Statement";
  private static final String CONDITION = "Condition";
  private static final List<String> LISTS =
      List.of("Action", "NotAction", "Resource", "NotResource");
  private static final List<String> ORDER =
      List.of(
          "Version",
          "Id",
          STATEMENT,
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          CONDITION);

  /** Where each text of the new policy stands first in it. */
  private final Map<String, Integer> ranks = new HashMap<>();

  private final UnaryOperator<JsonNode> spelling;

  private PolicyDiff(JsonNode after, UnaryOperator<JsonNode> spelling) {
    this.spelling = spelling;
    rank(after);
  }

  /**
   * Returns the difference; empty if there is none.
   *
   * @param name of the policy
   * @param before as it was written
   * @param after as it should be
   * @param spelling how both spell what only AWS will know
   */
  static String between(
      String name, JsonNode before, JsonNode after, UnaryOperator<JsonNode> spelling) {
    PolicyDiff diff = new PolicyDiff(after, spelling);
    return unified(name, name, diff.lines(diff.ordered(before)), diff.lines(after));
  }

  /** Returns that nothing stays of {@code before}. */
  static String removal(String name, JsonNode before, UnaryOperator<JsonNode> spelling) {
    PolicyDiff diff = new PolicyDiff(JsonNodeFactory.instance.objectNode(), spelling);
    return unified(name, NOTHING, diff.lines(diff.ordered(before)), List.of());
  }

  /** Returns that there was nothing before {@code after}. */
  static String addition(String name, JsonNode after, UnaryOperator<JsonNode> spelling) {
    PolicyDiff diff = new PolicyDiff(after, spelling);
    return unified(NOTHING, name, List.of(), diff.lines(after));
  }

  private static String unified(String from, String to, List<String> before, List<String> after) {
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            from, to, before, DiffUtils.diff(before, after), CONTEXT);
    return lines.stream()
        .map(line -> line.startsWith("@@ ") ? header(line, before, after) : line)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** A hunk of no lines stands before the first line, which the library counts as the first. */
  private static String header(String line, List<String> before, List<String> after) {
    String header = before.isEmpty() ? line.replace("-1,0 ", "-0,0 ") : line;
    return after.isEmpty() ? header.replace("+1,0 ", "+0,0 ") : header;
  }

  private List<String> lines(JsonNode policy) {
    return JsonText.visible(PolicyJson.indented(spelling.apply(policy))).lines().toList();
  }

  private void rank(JsonNode node) {
    if (node.isTextual()) {
      ranks.putIfAbsent(node.textValue(), ranks.size());
    }
    node.forEach(this::rank);
  }

  private int rank(String text) {
    return ranks.getOrDefault(text, Integer.MAX_VALUE);
  }

  private JsonNode ordered(JsonNode policy) {
    if (!(policy instanceof ObjectNode object)) {
      return policy;
    }
    ObjectNode result = inOrder(object);
    if (result.has(STATEMENT)) {
      ArrayNode statements = JsonNodeFactory.instance.arrayNode();
      listed(result.get(STATEMENT)).stream()
          .map(this::statement)
          .sorted(Comparator.comparing(this::firstRank))
          .forEach(statements::add);
      result.set(STATEMENT, statements);
    }
    return result;
  }

  private JsonNode statement(JsonNode statement) {
    if (!(statement instanceof ObjectNode object)) {
      return statement;
    }
    ObjectNode result = inOrder(object);
    for (String name : LISTS) {
      if (result.has(name)) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        listed(result.get(name)).stream()
            .sorted(
                Comparator.comparing((JsonNode each) -> rank(each.asText()))
                    .thenComparing(each -> each.asText()))
            .forEach(texts::add);
        result.set(name, texts);
      }
    }
    if (result.get(CONDITION) instanceof ObjectNode operators) {
      ObjectNode conditions = result.putObject(CONDITION);
      operators.properties().forEach(each -> conditions.set(each.getKey(), keys(each.getValue())));
    }
    return result;
  }

  /** A single value stands without a list, as in the policies that are written here. */
  private static JsonNode keys(JsonNode keys) {
    if (!(keys instanceof ObjectNode object)) {
      return keys;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            each ->
                result.set(
                    each.getKey(),
                    each.getValue().isArray() && each.getValue().size() == 1
                        ? each.getValue().get(0)
                        : each.getValue()));
    return result;
  }

  /** A statement stands where that of the new policy stands which has its first action. */
  private int firstRank(JsonNode statement) {
    return listed(statement.path("Action")).stream()
        .mapToInt(action -> rank(action.asText()))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static List<JsonNode> listed(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).toList()
        : List.of(node);
  }

  private static ObjectNode inOrder(ObjectNode object) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
    members.sort(
        Comparator.comparing(
            member ->
                ORDER.contains(member.getKey()) ? ORDER.indexOf(member.getKey()) : ORDER.size()));
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    members.forEach(member -> result.set(member.getKey(), member.getValue()));
    return result;
  }
}
