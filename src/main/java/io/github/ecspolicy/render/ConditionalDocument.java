package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Part of a policy, which can only stand where certain conditions of a template hold:
 * CloudFormation refuses a reference to a resource that a condition has left out.
 *
 * @param conditions by name; none for what is always there
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html">
 *     conditions</a>
 */
record ConditionalDocument(SortedSet<String> conditions, ObjectNode document) {
  private static final String STATEMENT = "Statement";
  private static final String RESOURCE = "Resource";
  private static final String CONDITION = "Condition";

  /** A statement, and the conditions under which all of it exists. */
  private record Conditional(SortedSet<String> conditions, ObjectNode statement) {}

  /**
   * Returns the parts of {@code document}, which together say what it says where all conditions
   * hold; what is always there comes first.
   *
   * @param conditions under which what a text refers to exists
   */
  static List<ConditionalDocument> of(
      ObjectNode document, Function<String, Set<String>> conditions) {
    Map<SortedSet<String>, ObjectNode> documents =
        new TreeMap<>(Comparator.comparing(names -> String.join(" ", names)));
    for (JsonNode statement : document.path(STATEMENT)) {
      for (Conditional each : parts((ObjectNode) statement, conditions)) {
        documents
            .computeIfAbsent(each.conditions(), any -> empty(document))
            .withArrayProperty(STATEMENT)
            .add(each.statement());
      }
    }
    return documents.entrySet().stream()
        .map(each -> new ConditionalDocument(each.getKey(), each.getValue()))
        .toList();
  }

  private static ObjectNode empty(ObjectNode document) {
    ObjectNode empty = document.deepCopy();
    empty.putArray(STATEMENT);
    return empty;
  }

  private static List<Conditional> parts(
      ObjectNode statement, Function<String, Set<String>> conditions) {
    List<Conditional> parts = List.of(new Conditional(new TreeSet<>(), statement));
    parts = divided(parts, List.of(RESOURCE), conditions);
    for (Map.Entry<String, JsonNode> test : statement.path(CONDITION).properties()) {
      for (Map.Entry<String, JsonNode> key : test.getValue().properties()) {
        parts = divided(parts, List.of(CONDITION, test.getKey(), key.getKey()), conditions);
      }
    }
    return parts;
  }

  /** Of the texts in the list at {@code path} one is enough, so it can be divided. */
  private static List<Conditional> divided(
      List<Conditional> parts, List<String> path, Function<String, Set<String>> conditions) {
    return parts.stream().flatMap(part -> divided(part, path, conditions)).toList();
  }

  private static Stream<Conditional> divided(
      Conditional part, List<String> path, Function<String, Set<String>> conditions) {
    JsonNode texts = at(part.statement(), path);
    Map<SortedSet<String>, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode text : texts.isArray() ? texts : List.of(texts)) {
      SortedSet<String> all = new TreeSet<>(part.conditions());
      all.addAll(conditions.apply(text.asText()));
      groups.computeIfAbsent(all, each -> new ArrayList<>()).add(text);
    }
    return groups.entrySet().stream()
        .map(
            group ->
                new Conditional(
                    group.getKey(),
                    texts.isArray()
                        ? with(part.statement(), path, group.getValue())
                        : part.statement()));
  }

  private static JsonNode at(JsonNode node, List<String> path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }

  private static ObjectNode with(ObjectNode statement, List<String> path, List<JsonNode> texts) {
    ObjectNode copy = statement.deepCopy();
    ((ArrayNode) at(copy, path)).removeAll().addAll(texts);
    return copy;
  }
}
