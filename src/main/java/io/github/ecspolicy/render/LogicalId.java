package io.github.ecspolicy.render;

import io.github.ecspolicy.synthesis.PolicyReport.Part;
import java.util.Locale;

/**
 * Names for resources in a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html">
 *     logical ids are alphanumeric</a>
 */
final class LogicalId {
  private LogicalId() {}

  /** Returns the words of {@code text} as one, each with a capital letter. */
  static String of(String text) {
    StringBuilder id = new StringBuilder();
    for (String word : text.split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return id.toString();
  }

  /** Returns a name for a policy of {@code role}, whose name may begin with that of the role. */
  static String of(String role, Part part) {
    String prefix = role + "-";
    boolean isPrefixed = part.name().startsWith(prefix);
    return of(role) + of(isPrefixed ? part.name().substring(prefix.length()) : part.name());
  }
}
