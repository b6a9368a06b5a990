package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Quotation;

/**
 * Texts in GitHub's Markdown, where nothing from an input becomes a mark, a tag or a mention.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
final class Markdown {
  // a mark that stands as a character reference is none:
  // https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
  private static final String MARKS = "\\`*_[]<>#|~@$&";
  private static final String CODE = "`";

  private Markdown() {}

  /** Returns {@code text} as code, in a table too. */
  static String code(String text) {
    String shown = Quotation.visible(text);
    if (shown.isEmpty()) {
      return "";
    }
    boolean isPlain =
        shown.equals(shown.strip()) && shown.chars().noneMatch(c -> "`|\\".indexOf(c) >= 0);
    return isPlain ? CODE + shown + CODE : "<code>" + referenced(shown) + "</code>";
  }

  /** Returns {@code message}, in which users' words stand between backticks. */
  static String message(String message) {
    StringBuilder result = new StringBuilder();
    String[] pieces = Quotation.visible(message).split(CODE, -1);
    for (int i = 0; i < pieces.length; i++) {
      boolean isQuoted = i % 2 == 1 && i < pieces.length - 1;
      result.append(isQuoted ? code(pieces[i]) : prose(pieces[i]));
    }
    return result.toString();
  }

  /** Returns {@code words} as they are; {@code @} calls nobody, since code does not. */
  static String prose(String words) {
    return referenced(words).replace("&#64;", "<code>&#64;</code>");
  }

  private static String referenced(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (MARKS.indexOf(c) >= 0) {
                result.append("&#").append(c).append(';');
              } else {
                result.appendCodePoint(c);
              }
            });
    return result.toString();
  }

  /** Returns {@code lines} as a block of code, whatever rows of backticks they hold. */
  static String fenced(String language, String lines) {
    int longest = 0;
    int run = 0;
    for (char c : lines.toCharArray()) {
      run = c == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = CODE.repeat(Math.max(3, longest + 1));
    return fence + language + "\n" + lines.stripTrailing() + "\n" + fence + "\n";
  }
}
