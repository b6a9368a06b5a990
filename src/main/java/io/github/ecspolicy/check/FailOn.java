package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Severity;

/** Which findings make a check fail; each constant those of the one before it too. */
public enum FailOn {
  /** None. */
  NONE,
  /** What keeps a task from starting. */
  MISSING,
  /** Also what is allowed beyond a need. */
  BROADER,
  /** Also what nothing needs. */
  UNUSED,
  /** All but notes. */
  ANY;

  /** Returns {@code true} if {@code finding} makes a check fail. */
  public boolean failsOn(Finding finding) {
    return least(finding.code()).compareTo(this) <= 0
        && this != NONE
        && finding.severity() != Severity.NOTE;
  }

  private static FailOn least(FindingCode code) {
    if (code.severity() == Severity.ERROR) {
      return MISSING;
    }
    return switch (code.category()) {
      case MISSING -> MISSING;
      case BROADER -> BROADER;
      case UNUSED -> UNUSED;
      case OTHER -> ANY;
    };
  }
}
