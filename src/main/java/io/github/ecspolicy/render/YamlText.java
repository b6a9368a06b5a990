package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parts of CloudFormation templates in YAML: blocks, with the short forms of intrinsic functions.
 * All of it is ASCII, and whatever is not plainly a word stands in quotes: YAML 1.1, which
 * CloudFormation reads, takes {@code 2012-10-17} for a date and {@code on} for a truth.
 *
 * @see <a href="https://yaml.org/spec/1.1/">YAML 1.1</a>
 */
final class YamlText {
  // starts with a letter, so it is no number or date; no space follows a colon
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z](?:[A-Za-z0-9/._+=@*?:-]*[A-Za-z0-9/._+=@*?-])?");
  private static final Set<String> WORDS_FOR_OTHER_THINGS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
  private static final String FUNCTION = "Fn::";
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /** Returns {@code object} as a document that ends in a line end. */
  static String of(ObjectNode object) {
    YamlText yaml = new YamlText();
    yaml.members(object, "", "");
    return yaml.text.toString();
  }

  /** Adds members; the first follows {@code start}, which is already as wide as the indent. */
  private void members(ObjectNode object, String start, String indent) {
    String before = start;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      text.append(before).append(scalar(member.getKey())).append(':');
      value(member.getValue(), indent + INDENT);
      before = indent;
    }
  }

  /** Adds what follows a name or a tag, with its line end; what needs lines has {@code indent}. */
  private void value(JsonNode node, String indent) {
    Optional<Map.Entry<String, JsonNode>> call = call(node);
    if (call.isPresent()) {
      call(call.get(), indent);
    } else if (node instanceof ObjectNode object && !object.isEmpty()) {
      text.append('\n');
      members(object, indent, indent);
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      text.append('\n');
      array.forEach(element -> element(element, indent));
    } else {
      text.append(' ').append(leaf(node)).append('\n');
    }
  }

  private void element(JsonNode node, String indent) {
    text.append(indent).append('-');
    if (node instanceof ObjectNode object && !object.isEmpty() && call(object).isEmpty()) {
      members(object, " ", indent + INDENT);
    } else {
      value(node, indent + INDENT);
    }
  }

  /** Short forms cannot follow each other: the outer one of two functions has its full name. */
  private void call(Map.Entry<String, JsonNode> call, String indent) {
    JsonNode argument = call.getValue();
    if (call(argument).isPresent()) {
      text.append('\n').append(indent).append(call.getKey()).append(':');
      value(argument, indent + INDENT);
      return;
    }
    String name = call.getKey();
    text.append(" !").append(name.startsWith(FUNCTION) ? name.substring(FUNCTION.length()) : name);
    Optional<String> attribute =
        name.equals("Fn::GetAtt") && argument.isArray()
            ? StackText.dotted(argument)
            : Optional.empty();
    if (attribute.isPresent()) {
      text.append(' ').append(scalar(attribute.get())).append('\n');
    } else {
      value(argument, indent);
    }
  }

  private static Optional<Map.Entry<String, JsonNode>> call(JsonNode node) {
    return Optional.of(node)
        .filter(each -> each.isObject() && each.size() == 1)
        .map(each -> each.properties().iterator().next())
        .filter(each -> each.getKey().equals("Ref") || each.getKey().startsWith(FUNCTION));
  }

  private static String leaf(JsonNode node) {
    if (node.isTextual()) {
      return scalar(node.textValue());
    }
    // numbers, truths, null and what is empty are the same in JSON
    return node.toString();
  }

  /** Returns {@code words} so that YAML of any version reads them as a text. */
  static String scalar(String words) {
    if (PLAIN.matcher(words).matches()
        && !WORDS_FOR_OTHER_THINGS.contains(words.toLowerCase(Locale.ROOT))) {
      return words;
    }
    return words.chars().allMatch(c -> c >= ' ' && c < 0x7f)
        ? "'" + words.replace("'", "''") + "'"
        : '"' + AsciiText.of(words, "\"\\", YamlText::escape) + '"';
  }

  private static String escape(int codePoint) {
    return String.format(Locale.ROOT, codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint);
  }
}
