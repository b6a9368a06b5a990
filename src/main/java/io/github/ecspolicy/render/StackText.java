package io.github.ecspolicy.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbol;
import io.github.ecspolicy.template.Symbols;
import io.github.ecspolicy.template.Symbols.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Texts as a template of CloudFormation has them: expressions in the place of stand-ins.
 *
 * @param symbols those that texts may hold
 * @param anyRegion whether it is open where the template is deployed
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html">
 *     Fn::Sub</a>
 */
record StackText(Symbols symbols, boolean anyRegion) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String AWS = "arn:aws:";
  private static final int REGION = 3;
  private static final Part PARTITION =
      new Part.Unknown(new Symbol("aws", "{\"Ref\":\"AWS::Partition\"}", "${" + "AWS::Partition}"));

  /** Returns the texts of {@code policy}. */
  static StackText in(RolePolicy policy, Symbols symbols) {
    return new StackText(
        symbols, policy.stacks().stream().anyMatch(stack -> symbols.areIn(stack.region())));
  }

  /** Returns {@code node} with all its texts as a template has them; names stay as they are. */
  JsonNode of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(member -> result.set(member.getKey(), of(member.getValue())));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> result.add(of(element)));
      return result;
    }
    return node.isTextual() ? of(node.textValue()) : node;
  }

  /** Returns {@code text}: itself if all of it is known, otherwise an expression. */
  JsonNode of(String text) {
    List<Part> parts = symbols.parts(text);
    return of(isOfAnyPartition(text) ? inAnyPartition(parts) : parts);
  }

  /** Returns {@code parts}, of which there is at least one, as one text or expression. */
  static JsonNode of(List<Part> parts) {
    if (parts.stream().allMatch(Part.Literal.class::isInstance)) {
      StringBuilder text = new StringBuilder();
      parts.forEach(part -> text.append(((Part.Literal) part).text()));
      return TextNode.valueOf(text.toString());
    }
    return parts.size() == 1 && parts.get(0) instanceof Part.Unknown unknown
        ? intrinsic(unknown.symbol())
        : substitution(parts);
  }

  /** A role is always in the partition of what it reads, so an open Region leaves that open too. */
  private boolean isOfAnyPartition(String text) {
    if (!text.startsWith(AWS)) {
      return false;
    }
    String[] fields = text.split(":", REGION + 2);
    return fields.length > REGION
        && (fields[REGION].isEmpty() ? anyRegion : symbols.areIn(fields[REGION]));
  }

  private static List<Part> inAnyPartition(List<Part> parts) {
    if (!(parts.get(0) instanceof Part.Literal first) || !first.text().startsWith(AWS)) {
      return parts;
    }
    List<Part> result = new ArrayList<>();
    result.add(new Part.Literal("arn:"));
    result.add(PARTITION);
    result.add(new Part.Literal(first.text().substring(AWS.length() - 1)));
    result.addAll(parts.subList(1, parts.size()));
    return result;
  }

  private static JsonNode substitution(List<Part> parts) {
    String prefix = "V";
    String inlined = inlined(parts);
    // a variable of that name would hide what the text means by it
    while (inlined.contains("${" + prefix)) {
      prefix += "V";
    }
    Map<String, JsonNode> variables = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        text.append(literal(literal.text()));
      } else if (part instanceof Part.Unknown unknown) {
        JsonNode intrinsic = intrinsic(unknown.symbol());
        Optional<String> inline = inline(intrinsic);
        if (inline.isPresent()) {
          text.append(inline.get());
        } else {
          String next = prefix + (names.size() + 1);
          String name = names.computeIfAbsent(intrinsic.toString(), each -> next);
          variables.put(name, intrinsic);
          text.append("${").append(name).append('}');
        }
      }
    }
    boolean isPlain = variables.isEmpty() && text.indexOf("${") < 0;
    if (isPlain) {
      return TextNode.valueOf(text.toString());
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (variables.isEmpty()) {
      return result.put("Fn::Sub", text.toString());
    }
    result.putArray("Fn::Sub").add(text.toString()).addObject().setAll(variables);
    return result;
  }

  private static String inlined(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Unknown unknown) {
        inline(intrinsic(unknown.symbol())).ifPresent(text::append);
      }
    }
    return text.toString();
  }

  /** What {@code Fn::Sub} would take for a variable is marked as none. */
  private static String literal(String text) {
    return text.replace("${", "${!");
  }

  /** Returns {@code intrinsic} as {@code Fn::Sub} has it within its text, if it can. */
  private static Optional<String> inline(JsonNode intrinsic) {
    if (intrinsic.isTextual()) {
      // a dynamic reference, which CloudFormation finds in any text
      return Optional.of(literal(intrinsic.textValue()));
    }
    JsonNode ref = intrinsic.path("Ref");
    if (ref.isTextual()) {
      return Optional.of("${" + ref.textValue() + "}");
    }
    JsonNode attribute = intrinsic.path("Fn::GetAtt");
    if (attribute.isTextual()) {
      return Optional.of("${" + attribute.textValue() + "}");
    }
    if (attribute.isArray()) {
      return dotted(attribute).map(words -> "${" + words + "}");
    }
    return Optional.of(intrinsic.path("Fn::Sub"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** Returns the words of {@code array} as {@code !GetAtt} joins them, if it holds words only. */
  static Optional<String> dotted(JsonNode array) {
    List<String> words =
        StreamSupport.stream(array.spliterator(), false)
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .toList();
    return words.size() == array.size() ? Optional.of(String.join(".", words)) : Optional.empty();
  }

  /** Returns the expression that {@code symbol} is. */
  static JsonNode intrinsic(Symbol symbol) {
    try {
      return JSON.readTree(symbol.intrinsic());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an expression: " + symbol.intrinsic(), e);
    }
  }
}
