package io.github.ecspolicy.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.diagnostic.Quotation;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * JSON in other spellings of the same document. Outside its strings JSON is plain ASCII, so every
 * other character stands in a string, where {@code \\uXXXX} says the same.
 */
final class JsonText {
  private static final ObjectWriter INDENTED = JsonMapper.builder().build().writer(printer());

  private JsonText() {}

  static String indented(JsonNode node) {
    try {
      return INDENTED.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of JSON can always be written", e);
    }
  }

  /** The document without characters that a terminal would obey or hide. */
  static String visible(String json) {
    return json.lines().map(Quotation::visible).collect(Collectors.joining("\n"));
  }

  /** The document in printable ASCII, which every encoding reads alike. */
  static String ascii(String json) {
    StringBuilder result = new StringBuilder(json.length());
    for (char c : json.toCharArray()) {
      if (c < 0x7f) {
        result.append(c);
      } else {
        String hex = Integer.toHexString(c);
        result.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
      }
    }
    return result.toString();
  }

  // the same layout as that of policies
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
