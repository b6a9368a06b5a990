package io.github.ecspolicy.requirements;

import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.Comparator;

/** Which of two places comes first, in the same line and column too. */
final class Places {
  static final Comparator<SourceLocation> ORDER =
      SourceLocation.ORDER.thenComparing(place -> place.pointer().toString());

  private Places() {}
}
