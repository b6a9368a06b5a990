package io.github.ecspolicy.diagnostic;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing the tool has to say about its input, its settings or its result.
 *
 * @param code the stable word it is listed under
 * @param severity how much it matters
 * @param message what is the matter: lower case, one sentence, no final period, user text in
 *     backticks
 * @param hint what to do instead
 * @param location where; empty when it is about no place in particular
 */
public record Diagnostic(
    DiagnosticCode code,
    Severity severity,
    String message,
    Optional<Hint> hint,
    Optional<SourceLocation> location) {

  /**
   * That the whole is not whole goes first; then by place, and at one place the most severe first.
   */
  public static final Comparator<Diagnostic> ORDER =
      Comparator.comparing((Diagnostic d) -> d.code() != DiagnosticCode.POLICY_INCOMPLETE)
          .thenComparing(Diagnostic::location, SourceLocation.NONE_LAST)
          .thenComparing(Diagnostic::severity, Comparator.reverseOrder())
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** Returns a diagnostic of the code's own severity that is about {@code location}. */
  public static Diagnostic at(SourceLocation location, DiagnosticCode code, String message) {
    return new Diagnostic(code, code.severity(), message, Optional.empty(), Optional.of(location));
  }

  /** Returns a diagnostic of the code's own severity that is about no place in particular. */
  public static Diagnostic of(DiagnosticCode code, String message) {
    return new Diagnostic(code, code.severity(), message, Optional.empty(), Optional.empty());
  }

  /** Returns the same diagnostic with advice: strings and {@link Hint.Part}s, as in a sentence. */
  public Diagnostic withHint(Object... parts) {
    return new Diagnostic(code, severity, message, Optional.of(Hint.of(parts)), location);
  }

  /** Returns the same diagnostic at another severity. */
  public Diagnostic withSeverity(Severity other) {
    return new Diagnostic(code, other, message, hint, location);
  }

  /** Returns the same diagnostic with message and hint as {@code rewrite} has them. */
  public Diagnostic withTexts(UnaryOperator<String> rewrite) {
    return new Diagnostic(
        code,
        severity,
        rewrite.apply(message),
        hint.map(each -> each.withTexts(rewrite)),
        location);
  }

  /** Returns {@code true} if no policy may be written because of this. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Returns the printed form, one or two lines without a final line end. */
  public String in(Dialect dialect) {
    String where = location.map(place -> place + ": ").orElse("");
    String advice = hint.map(h -> "\n  hint: " + h.in(dialect)).orElse("");
    return where + severity.word() + "[" + code + "]: " + message + advice;
  }
}
