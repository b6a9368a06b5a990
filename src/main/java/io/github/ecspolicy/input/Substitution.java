package io.github.ecspolicy.input;

import java.util.ArrayList;
import java.util.List;

/**
 * The text that {@code Fn::Sub} takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html">
 *     Fn::Sub</a>
 */
final class Substitution {
  private Substitution() {}

  /** A stretch of the text as it is, or the name of what stands there. */
  record Part(boolean isVariable, String text) {}

  /** Returns the parts of {@code text}; <code>${!Name}</code> stands for <code>${Name}</code>. */
  static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int open = text.indexOf("${", start);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        parts.add(new Part(false, text.substring(start)));
        return parts;
      }
      parts.add(new Part(false, text.substring(start, open)));
      String name = text.substring(open + 2, close).strip();
      parts.add(
          name.startsWith("!")
              ? new Part(false, "${" + name.substring(1) + "}")
              : new Part(true, name));
      start = close + 1;
    }
    return parts;
  }
}
