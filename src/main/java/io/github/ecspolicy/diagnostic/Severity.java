package io.github.ecspolicy.diagnostic;

/** How much a {@link Diagnostic} matters; the order is from least to most. */
public enum Severity {
  /** Worth knowing; never changes the exit status. */
  NOTE("note"),
  /** Probably a mistake; fails the run under {@code --strict}. */
  WARNING("warning"),
  /** No policy is written unless the user asked to keep going. */
  ERROR("error");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** Returns the lower-case word that stands in printed diagnostics. */
  public String word() {
    return word;
  }
}
