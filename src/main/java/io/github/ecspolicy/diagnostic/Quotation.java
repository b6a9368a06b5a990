package io.github.ecspolicy.diagnostic;

import java.util.HexFormat;

/** Makes text from an input safe to print: it can neither move the cursor nor hide itself. */
public final class Quotation {
  /** How many characters of a text are shown. */
  public static final int LONGEST = 300;

  /** What stands in the place of those that are not. */
  public static final String CUT = "…";

  private Quotation() {}

  /** Returns {@code text} between backticks, as messages quote what the user wrote. */
  public static String quote(String text) {
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + CUT;
    return "`" + visible(shown) + "`";
  }

  /**
   * Returns {@code text} with every control, formatting and unassigned character written as {@code
   * \\uXXXX}. Terminal escape sequences and bidirectional overrides are made of those.
   */
  public static String visible(String text) {
    if (isVisible(text)) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isPrintable(c)) {
                result.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  result.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
              }
            });
    return result.toString();
  }

  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!isPrintable(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
