package io.github.ecspolicy.cli;

/** What the command tells its caller. */
final class ExitStatus {
  /** The policy is written. */
  static final int FINE = 0;

  /** Warnings under {@code --strict}, or errors under {@code --keep-going}. */
  static final int FINDINGS = 1;

  /** The command line or an input is wrong; nothing is written. */
  static final int INVALID = 2;

  /** A mistake in this program. */
  static final int BUG = 70;

  private ExitStatus() {}
}
