package io.github.ecspolicy.iam;

import java.util.Locale;
import java.util.Objects;

/**
 * A pattern as IAM reads it: {@code *} is any run of characters, also across {@code /} and {@code
 * :}, {@code ?} is exactly one character, and {@code ${*}}, {@code ${?}} and {@code ${$}} are the
 * characters themselves.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars">Policy
 *     variables: characters with special meaning</a>
 */
public record Glob(String pattern) {

  private static final int HIGHEST_IN_POLICIES = 0xff;

  public Glob {
    Objects.requireNonNull(pattern, "pattern");
  }

  /** The pattern that matches {@code text} and nothing else. */
  public static Glob exactly(String text) {
    return new Glob(escape(text));
  }

  /** {@code text} with each character that means something in a pattern escaped. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '$') {
        escaped.append("${").append(c).append('}');
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /**
   * The narrowest pattern for {@code text} that a policy can hold: what lies above U+00FF cannot
   * stand in one and becomes {@code ?}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">characters
   *     in policies</a>
   */
  public static String nearest(String text) {
    StringBuilder pattern = new StringBuilder();
    escape(text)
        .codePoints()
        .map(c -> c > HIGHEST_IN_POLICIES ? '?' : c)
        .forEach(pattern::appendCodePoint);
    return pattern.toString();
  }

  /**
   * Whether the whole of {@code text} matches. Only the last {@code *} is ever tried again, so the
   * work is at most the length of the pattern times that of the text.
   */
  public boolean matches(String text) {
    int at = 0;
    int position = 0;
    int afterStar = -1;
    int retryFrom = 0;
    while (position < text.length()) {
      int character = text.codePointAt(position);
      if (isStar(at)) {
        afterStar = ++at;
        retryFrom = position;
      } else if (isOne(at, character)) {
        at += elementLength(at);
        position += Character.charCount(character);
      } else if (afterStar >= 0) {
        at = afterStar;
        retryFrom += Character.charCount(text.codePointAt(retryFrom));
        position = retryFrom;
      } else {
        return false;
      }
    }
    while (isStar(at)) {
      at++;
    }
    return at == pattern.length();
  }

  /** {@link #matches} without regard to case, as IAM compares actions. */
  public boolean matchesIgnoreCase(String text) {
    return new Glob(pattern.toLowerCase(Locale.ROOT)).matches(text.toLowerCase(Locale.ROOT));
  }

  /** Whether the pattern has no wildcard. */
  public boolean isLiteral() {
    for (int at = 0; at < pattern.length(); at += elementLength(at)) {
      if (isStar(at) || isQuestionMark(at)) {
        return false;
      }
    }
    return true;
  }

  /** How many characters are neither {@code *} nor {@code ?}. */
  public int literalLength() {
    int length = 0;
    for (int at = 0; at < pattern.length(); at += elementLength(at)) {
      if (!isStar(at) && !isQuestionMark(at)) {
        length++;
      }
    }
    return length;
  }

  /** Whether a {@code *} stands at the index. */
  boolean isStar(int at) {
    return at < pattern.length() && pattern.charAt(at) == '*';
  }

  boolean isQuestionMark(int at) {
    return at < pattern.length() && pattern.charAt(at) == '?';
  }

  /** Whether the element at the index is one character and {@code character} matches it. */
  boolean isOne(int at, int character) {
    if (at >= pattern.length() || isStar(at)) {
      return false;
    }
    return isQuestionMark(at) || character == literal(at);
  }

  /** How many chars of the pattern the element at the index takes. */
  int elementLength(int at) {
    return isEscape(at) ? 4 : Character.charCount(pattern.codePointAt(at));
  }

  private int literal(int at) {
    return isEscape(at) ? pattern.charAt(at + 2) : pattern.codePointAt(at);
  }

  private boolean isEscape(int at) {
    return pattern.startsWith("${", at)
        && at + 3 < pattern.length()
        && "*?$".indexOf(pattern.charAt(at + 2)) >= 0
        && pattern.charAt(at + 3) == '}';
  }
}
