package io.github.ecspolicy.requirements;

import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.Comparator;

/** Which of two places comes first. */
final class Places {
  static final Comparator<SourceLocation> ORDER =
      Comparator.comparing(SourceLocation::source)
          .thenComparing(SourceLocation::line)
          .thenComparing(SourceLocation::column)
          .thenComparing(place -> place.pointer().toString());

  private Places() {}
}
