package io.github.ecspolicy.render;

import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference;
import java.util.Optional;

/** Where a finding is shown in a file, by those who review the file. */
final class FindingPlaces {
  private FindingPlaces() {}

  /**
   * Returns where {@code finding} is to be shown: in the task definition if it is about a need,
   * else in the policy. What is about all policies together is shown at the first one.
   */
  static Optional<SourceLocation> primary(RoleCheck role, Finding finding) {
    return finding.neededBy().stream()
        .map(FindingPlaces::of)
        .findFirst()
        .or(finding::location)
        .or(() -> finding.statement().map(AttachedStatement::location))
        .or(() -> role.allowed().policies().stream().map(WrittenPolicy::location).findFirst());
  }

  /** Returns where {@code reference} stands. */
  static SourceLocation of(Reference reference) {
    return reference.value().location();
  }
}
