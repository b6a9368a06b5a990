package io.github.ecspolicy.requirements;

import io.github.ecspolicy.diagnostic.DiagnosticCode;

/** A line that is no requirement. */
final class LineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DiagnosticCode code;
  private final String hint;

  LineException(DiagnosticCode code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  static LineException shape(String message) {
    return new LineException(
        DiagnosticCode.REQUIREMENT_SHAPE,
        message,
        "expected a line that `ecs-policy generate --format requirements` has written");
  }

  DiagnosticCode code() {
    return code;
  }

  String hint() {
    return hint;
  }
}
