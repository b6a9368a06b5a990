package io.github.ecspolicy.requirements;

import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.Comparator;

/** Which of two places comes first, in the same line and column too. */
final class Places {
  static final Comparator<SourceLocation> ORDER =
      SourceLocation.ORDER.thenComparing(SourceLocation::pointer, Places::compare);

  /** Most that stand in one place are the same, and to write them takes time. */
  private static int compare(JsonPointer one, JsonPointer other) {
    return one.equals(other) ? 0 : one.toString().compareTo(other.toString());
  }

  private Places() {}
}
