package io.github.ecspolicy.diagnostic;

import java.util.AbstractCollection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Diagnostics of which each is kept at the first of its places: as many as there are things to say,
 * however long the input.
 */
public final class DistinctDiagnostics extends AbstractCollection<Diagnostic> {
  /** At how many places a person reads the same. */
  private static final int READABLE = 100;

  private final Map<Said, Places> diagnostics = new HashMap<>();
  private final int most;
  private final boolean tellsOthers;

  private DistinctDiagnostics(int most, boolean tellsOthers) {
    this.most = most;
    this.tellsOthers = tellsOthers;
  }

  /** Returns an empty collection that keeps each once and forgets the other places. */
  public static DistinctDiagnostics once() {
    return new DistinctDiagnostics(1, false);
  }

  /**
   * Returns an empty collection that keeps each at as many places as a person reads, and says that
   * there are others. How many these are is not told: parts of a whole that overlap would have to
   * be counted anew.
   */
  public static DistinctDiagnostics readable() {
    return new DistinctDiagnostics(READABLE, true);
  }

  /** What is said, wherever. */
  private record Said(
      DiagnosticCode code, Severity severity, String message, Optional<Hint> hint) {}

  /** Where it is said. */
  private static final class Places {
    private final TreeSet<Diagnostic> first = new TreeSet<>(Diagnostic.ORDER);
    private boolean hasOthers;

    boolean add(Diagnostic diagnostic, int most) {
      if (first.size() == most && Diagnostic.ORDER.compare(first.last(), diagnostic) < 0) {
        hasOthers = true;
        return false;
      }
      boolean isNew = first.add(diagnostic);
      if (first.size() > most) {
        first.pollLast();
        hasOthers = true;
      }
      return isNew;
    }

    Stream<Diagnostic> all(boolean tellsOthers) {
      return hasOthers && tellsOthers
          ? Stream.concat(first.stream(), Stream.of(rest()))
          : first.stream();
    }

    private Diagnostic rest() {
      Diagnostic one = first.first();
      return new Diagnostic(
          one.code(),
          one.severity(),
          "so it is at other places, too: " + one.message(),
          one.hint(),
          Optional.empty());
    }
  }

  @Override
  public boolean add(Diagnostic diagnostic) {
    Said said =
        new Said(diagnostic.code(), diagnostic.severity(), diagnostic.message(), diagnostic.hint());
    return diagnostics.computeIfAbsent(said, each -> new Places()).add(diagnostic, most);
  }

  @Override
  public Iterator<Diagnostic> iterator() {
    return diagnostics.values().stream().flatMap(each -> each.all(tellsOthers)).iterator();
  }

  @Override
  public int size() {
    return (int) diagnostics.values().stream().flatMap(each -> each.all(tellsOthers)).count();
  }
}
