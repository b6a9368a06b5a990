package io.github.ecspolicy.reference;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;

/** What has been found out about one reference so far. */
final class Findings {
  private static final int HIGHEST_IN_POLICIES = 0xff;

  private final Reference reference;
  private final List<ResolvedReference> resources = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  Findings(Reference reference) {
    this.reference = reference;
  }

  /** Returns {@code true} if a policy can hold only {@code ?} for a character of {@code text}. */
  static boolean isBeyondPolicies(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > HIGHEST_IN_POLICIES) {
        return true;
      }
    }
    return false;
  }

  Reference reference() {
    return reference;
  }

  /** The reference as written. */
  String text() {
    return reference.value().text();
  }

  void add(ResolvedReference resource) {
    resources.add(resource);
  }

  void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  void report(DiagnosticCode code, String message, String hint) {
    add(at(code, message).withHint(hint));
  }

  Diagnostic at(DiagnosticCode code, String message) {
    return Diagnostic.at(reference.value().location(), code, message);
  }

  Resolution resolution() {
    return new Resolution(resources, diagnostics);
  }
}
