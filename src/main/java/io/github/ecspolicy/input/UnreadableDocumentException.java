package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;

/** A document that cannot be read; nothing that follows it in the input can be read either. */
final class UnreadableDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  UnreadableDocumentException(Diagnostic diagnostic) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
