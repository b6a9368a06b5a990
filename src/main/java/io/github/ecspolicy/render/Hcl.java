package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The body of a block in Terraform's language, laid out as {@code terraform fmt} does.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/style">style guide</a>
 */
final class Hcl {
  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  /** Returns {@code text} as a string that Terraform looks for nothing in. */
  // https://developer.hashicorp.com/terraform/language/expressions/strings
  static String quoted(String text) {
    String escaped =
        AsciiText.of(
            text, "\"\\", c -> String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
    return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"';
  }

  /** Adds an attribute whose value is an expression of one line. */
  Hcl set(String name, String expression) {
    names.add(name);
    values.add(expression);
    return this;
  }

  /** Adds an attribute whose value is a list of texts. */
  Hcl set(String name, List<String> texts) {
    if (texts.size() == 1) {
      return set(name, "[" + quoted(texts.get(0)) + "]");
    }
    gap();
    lines.add(name + " = [");
    texts.forEach(text -> lines.add(INDENT + quoted(text) + ","));
    lines.add("]");
    return this;
  }

  /** Adds a block. */
  Hcl block(String header, Hcl body) {
    gap();
    lines.addAll(body.asBlock(header));
    return this;
  }

  /** Returns the lines of a block with this body. */
  List<String> asBlock(String header) {
    align();
    List<String> block = new ArrayList<>(List.of(header + " {"));
    lines.forEach(line -> block.add(line.isEmpty() ? line : INDENT + line));
    block.add("}");
    return block;
  }

  /** What takes several lines stands apart. */
  private void gap() {
    align();
    if (!lines.isEmpty()) {
      lines.add("");
    }
  }

  /** The equals signs of attributes on consecutive lines stand below each other. */
  private void align() {
    if (names.isEmpty()) {
      return;
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    int width = names.stream().mapToInt(String::length).max().orElseThrow();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      lines.add(name + " ".repeat(width - name.length()) + " = " + values.get(i));
    }
    names.clear();
    values.clear();
  }

  /** Returns {@code text} as the name of something in Terraform. */
  static String name(String text) {
    String words =
        text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .toLowerCase(Locale.ROOT);
    String name = words.startsWith("_") ? words.substring(1) : words;
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /** Returns {@code words} as lines of a comment. */
  static String comment(String... words) {
    return List.of(words).stream()
        .map(line -> ("# " + Quotation.visible(line)).stripTrailing())
        .collect(Collectors.joining("\n"));
  }
}
