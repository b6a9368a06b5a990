package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Quotation;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * JSON in other spellings of the same document. Outside its strings JSON is plain ASCII, so every
 * other character stands in a string, where {@code \\uXXXX} says the same.
 */
final class JsonText {
  private JsonText() {}

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
        result.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return result.toString();
  }
}
