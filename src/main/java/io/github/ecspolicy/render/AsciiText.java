package io.github.ecspolicy.render;

import java.util.function.IntFunction;

/** What the strings of programming languages have in common. */
final class AsciiText {
  private AsciiText() {}

  /**
   * Returns {@code text} in printable ASCII.
   *
   * @param marked characters that get a backslash, which is one of them
   * @param escape writes a code point that is not printable ASCII
   */
  static String of(String text, String marked, IntFunction<String> escape) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c >= 0x7f) {
                result.append(escape.apply(c));
              } else {
                result.append(marked.indexOf(c) >= 0 ? "\\" : "").append((char) c);
              }
            });
    return result.toString();
  }
}
