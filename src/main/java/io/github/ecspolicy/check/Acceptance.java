package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.SourceLocation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * That a finding is known and may stay.
 *
 * @param fingerprint of the finding
 * @param code of the finding
 * @param role that it is about
 * @param subject of the finding
 * @param message of the finding, for people
 * @param justification why it may stay; empty as long as nobody has said it
 * @param expires the last day on which it may
 * @param location where it stands in the baseline; empty if it is still to be written
 */
public record Acceptance(
    String fingerprint,
    FindingCode code,
    String role,
    String subject,
    String message,
    String justification,
    Optional<LocalDate> expires,
    Optional<SourceLocation> location) {

  /** By what is accepted, so that an old entry stays where it is when a new one comes. */
  static final Comparator<Acceptance> ORDER =
      Comparator.comparing(Acceptance::role)
          .thenComparing(acceptance -> acceptance.code().toString())
          .thenComparing(Acceptance::subject)
          .thenComparing(Acceptance::fingerprint);

  /** Returns that {@code finding} may stay, without a reason yet. */
  static Acceptance of(Finding finding) {
    return new Acceptance(
        finding.fingerprint(),
        finding.code(),
        finding.role(),
        finding.subject(),
        finding.message(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the same decision about {@code finding}, which may be worded otherwise by now. */
  Acceptance about(Finding finding) {
    return new Acceptance(
        fingerprint, code, role, subject, finding.message(), justification, expires, location);
  }

  /** Returns {@code true} if it says why. */
  public boolean isJustified() {
    return !justification.isBlank();
  }

  /** Returns {@code true} if it counts no more on {@code day}. */
  public boolean isExpiredOn(LocalDate day) {
    return expires.filter(day::isAfter).isPresent();
  }
}
