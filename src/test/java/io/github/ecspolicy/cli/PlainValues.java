package io.github.ecspolicy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plain values of {@code environment} in a JSON document: those that can be told from its other
 * text, which may be shown.
 */
final class PlainValues {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Shorter ones ({@code true}, {@code 8080}) turn up by chance. */
  private static final int TELLING = 8;

  private final Set<String> values = new TreeSet<>();
  private final StringBuilder rest = new StringBuilder();

  private PlainValues() {}

  /**
   * Returns none for what is not JSON.
   *
   * @param shown what may be shown beside the document's own text, such as its name
   */
  static Set<String> of(String document, String shown) {
    PlainValues plain = new PlainValues();
    plain.rest.append(shown).append('\n');
    try {
      plain.visit(MAPPER.readTree(document));
    } catch (JsonProcessingException e) {
      return Set.of();
    }
    String other = plain.rest.toString();
    plain.values.removeIf(value -> value.length() < TELLING || other.contains(value));
    return plain.values;
  }

  private void visit(JsonNode node) {
    if (node.isTextual()) {
      rest.append(node.textValue()).append('\n');
    }
    if (!node.isObject()) {
      node.forEach(this::visit);
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      rest.append(member.getKey()).append('\n');
      switch (member.getKey()) {
        case "environment", "Environment" -> member.getValue().forEach(this::variable);
        case "container_definitions" -> embedded(member.getValue());
        default -> visit(member.getValue());
      }
    }
  }

  private void variable(JsonNode variable) {
    for (String name : new String[] {"value", "Value"}) {
      if (variable.path(name).isTextual()) {
        values.add(variable.path(name).textValue());
      }
    }
  }

  /** Terraform has JSON in a string. */
  private void embedded(JsonNode definitions) {
    try {
      visit(definitions.isTextual() ? MAPPER.readTree(definitions.textValue()) : definitions);
    } catch (JsonProcessingException e) {
      visit(definitions);
    }
  }
}
