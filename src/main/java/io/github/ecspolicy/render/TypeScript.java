package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Values and names of TypeScript. */
final class TypeScript {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String INDENT = "  ";

  private TypeScript() {}

  /** Returns {@code text} as a string literal. */
  static String quoted(String text) {
    return "'" + AsciiText.of(text, "'\\", c -> "\\u{" + Integer.toHexString(c) + "}") + "'";
  }

  /** Returns {@code node} as a literal whose first line is not indented, the others are. */
  static String literal(JsonNode node, String indent) {
    if (node.isTextual()) {
      return quoted(node.textValue());
    }
    if (!node.isContainerNode() || node.isEmpty()) {
      // the same in JSON
      return node.toString();
    }
    if (node.isArray() && node.size() == 1) {
      return "[" + literal(node.get(0), indent) + "]";
    }
    List<String> lines = new ArrayList<>();
    String inner = indent + INDENT;
    if (node.isArray()) {
      node.forEach(element -> lines.add(literal(element, inner)));
    } else {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String name = member.getKey();
        lines.add(
            (IDENTIFIER.matcher(name).matches() ? name : quoted(name))
                + ": "
                + literal(member.getValue(), inner));
      }
    }
    StringBuilder text = new StringBuilder(node.isArray() ? "[" : "{");
    lines.forEach(line -> text.append('\n').append(inner).append(line).append(','));
    return text.append('\n').append(indent).append(node.isArray() ? "]" : "}").toString();
  }
}
