package io.github.ecspolicy.aws;

/**
 * What a name is made of: the letters and digits of ASCII, and some signs. Patterns say the same,
 * but take longer to compile than a short run has.
 *
 * @param signs the others
 */
public record Alphabet(String signs) {
  /** Letters and digits. */
  public static final Alphabet ALPHANUMERIC = new Alphabet("");

  /** Returns {@code true} if {@code text} has one of these to {@code longest}, and no other. */
  public boolean spells(String text, int longest) {
    return !text.isEmpty() && text.length() <= longest && has(text);
  }

  private boolean has(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isIn(c, 'a', 'z') && !isIn(c, 'A', 'Z') && !isDigit(c) && signs.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns {@code true} if {@code text} has characters from {@code first} to {@code last} only.
   */
  public static boolean isOf(String text, char first, char last) {
    for (int i = 0; i < text.length(); i++) {
      if (!isIn(text.charAt(i), first, last)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return isIn(c, '0', '9');
  }

  private static boolean isIn(char c, char first, char last) {
    return c >= first && c <= last;
  }
}
