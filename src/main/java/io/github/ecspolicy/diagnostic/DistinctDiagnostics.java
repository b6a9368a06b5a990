package io.github.ecspolicy.diagnostic;

import java.util.AbstractCollection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Diagnostics of which each is kept once, at the first of its places: as many as there are things
 * to say, however long the input.
 */
public final class DistinctDiagnostics extends AbstractCollection<Diagnostic> {
  private final Map<Said, Diagnostic> diagnostics = new HashMap<>();

  /** What is said, wherever. */
  private record Said(
      DiagnosticCode code, Severity severity, String message, Optional<Hint> hint) {}

  @Override
  public boolean add(Diagnostic diagnostic) {
    Said said =
        new Said(diagnostic.code(), diagnostic.severity(), diagnostic.message(), diagnostic.hint());
    Diagnostic kept =
        diagnostics.merge(
            said,
            diagnostic,
            (one, other) -> Diagnostic.ORDER.compare(one, other) <= 0 ? one : other);
    return kept.equals(diagnostic);
  }

  @Override
  public Iterator<Diagnostic> iterator() {
    return diagnostics.values().iterator();
  }

  @Override
  public int size() {
    return diagnostics.size();
  }
}
