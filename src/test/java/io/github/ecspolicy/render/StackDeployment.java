package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A small evaluator of what is written for CloudFormation, which shares nothing with the reader.
 *
 * @param values what {@code Ref} gives by name, {@code Fn::GetAtt} by {@code LogicalId.Attribute},
 *     {@code Fn::ImportValue} by the name of the export, and a dynamic reference by its text
 */
public record StackDeployment(Map<String, String> values) {
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:[^{}]*\\}\\}");

  // what Fn::Sub replaces, and what it only takes the mark from
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)\\}");

  /** Returns {@code text}, in either syntax, short tags as their long forms. */
  public static JsonNode read(String text) {
    return json(new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow());
  }

  /** Returns {@code node} with values in the place of expressions. */
  public JsonNode evaluated(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> result.add(evaluated(each)));
      return result;
    }
    if (node.isTextual()) {
      return TextNode.valueOf(resolved(node.textValue()));
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (node.has("Ref")) {
      return TextNode.valueOf(value(node.path("Ref").textValue()));
    }
    if (node.has("Fn::GetAtt")) {
      JsonNode attribute = node.path("Fn::GetAtt");
      return TextNode.valueOf(
          value(attribute.isTextual() ? attribute.textValue() : StackText.dotted(attribute).get()));
    }
    if (node.has("Fn::ImportValue")) {
      return TextNode.valueOf(value(evaluated(node.path("Fn::ImportValue")).textValue()));
    }
    if (node.has("Fn::Select")) {
      JsonNode split = node.at("/Fn::Select/1/Fn::Split");
      String[] words = evaluated(split.path(1)).textValue().split(split.path(0).textValue());
      return TextNode.valueOf(words[Integer.parseInt(node.at("/Fn::Select/0").asText())]);
    }
    if (node.has("Fn::Sub")) {
      JsonNode argument = node.path("Fn::Sub");
      String text = argument.isTextual() ? argument.textValue() : argument.path(0).textValue();
      return TextNode.valueOf(resolved(substituted(text, argument.path(1))));
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(each -> result.set(each.getKey(), evaluated(each.getValue())));
    return result;
  }

  private String substituted(String text, JsonNode variables) {
    Matcher variable = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(2);
      String value =
          !variable.group(1).isEmpty()
              ? "${" + name + "}"
              : variables.has(name) ? evaluated(variables.path(name)).textValue() : value(name);
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(result).toString();
  }

  private String resolved(String text) {
    return DYNAMIC
        .matcher(text)
        .replaceAll(
            reference ->
                Matcher.quoteReplacement(
                    values.getOrDefault(reference.group(), reference.group())));
  }

  private String value(String name) {
    assertTrue(values.containsKey(name), name);
    return values.get(name);
  }

  /** Tags as their long forms; every text that is no number of a selection is quoted or a word. */
  private static JsonNode json(Node node) {
    String tag = node.getTag().getValue();
    JsonNode value = value(node);
    if (!tag.startsWith("!")) {
      return value;
    }
    String name = tag.substring(1);
    return JsonNodeFactory.instance
        .objectNode()
        .set(name.equals("Ref") ? name : "Fn::" + name, value);
  }

  private static JsonNode value(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple member : mapping.getValue()) {
        object.set(((ScalarNode) member.getKeyNode()).getValue(), json(member.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(each -> array.add(json(each)));
      return array;
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean isNumber =
        scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().equals(Tag.INT);
    return isNumber
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(scalar.getValue()))
        : TextNode.valueOf(scalar.getValue());
  }
}
