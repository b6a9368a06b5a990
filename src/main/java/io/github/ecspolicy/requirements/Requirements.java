package io.github.ecspolicy.requirements;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What task definitions need, and all else that a policy over them hangs on.
 *
 * @param extent how much of the role's work was looked at
 * @param tasks in order
 * @param diagnostics what there is to say of them, in order
 * @param ofFirsts what there is to say besides, of the first of those that are alike
 * @param settled what other parts may say and is not so as a whole: a setting that one part has no
 *     use for is of use in this one
 * @param sources which bytes they came from, sorted
 */
public record Requirements(
    Scope extent,
    List<TaskNeeds> tasks,
    List<Diagnostic> diagnostics,
    List<OfFirst> ofFirsts,
    List<Diagnostic> settled,
    List<Source> sources) {
  /** Nothing is needed. */
  public static final Requirements NONE =
      new Requirements(Scope.SECRETS, List.of(), List.of(), List.of(), List.of(), List.of());

  /** A task definition, or several of one family that are alike, and what ECS asks for. */
  public record TaskNeeds(TaskOutline task, List<ResolvedReference> references) {
    public TaskNeeds {
      references = List.copyOf(references);
    }
  }

  /**
   * Something to say of a task definition, and of none that is alike and comes after it.
   *
   * @param likeness what all that are alike have in common: a SHA-256, in lower-case hexadecimal
   * @param task where the task definition stands
   */
  public record OfFirst(String likeness, SourceLocation task, Diagnostic diagnostic) {
    static final Comparator<OfFirst> ORDER =
        Comparator.comparing(OfFirst::diagnostic, Diagnostic.ORDER)
            .thenComparing(OfFirst::likeness)
            .thenComparing(OfFirst::task, Places.ORDER);
  }

  /**
   * An input by content.
   *
   * @param use what it was read for
   * @param name as the user gave it
   * @param sha256 of its bytes, in lower-case hexadecimal
   */
  public record Source(Use use, String name, String sha256) {
    /** By name; those of one name, as standard input has in several runs, by content. */
    public static final Comparator<Source> ORDER =
        Comparator.comparing(Source::use).thenComparing(Source::name).thenComparing(Source::sha256);

    /** What an input was read for. */
    public enum Use {
      TASK_DEFINITIONS,
      PARAMETERS,
      INVENTORY
    }
  }

  public Requirements {
    tasks = List.copyOf(tasks);
    diagnostics = List.copyOf(diagnostics);
    ofFirsts = List.copyOf(ofFirsts);
    settled = List.copyOf(settled);
    sources = List.copyOf(sources);
  }

  /** Returns all there is to say, each at as many places as a person reads. */
  public Collection<Diagnostic> said() {
    Collection<Diagnostic> said = DistinctDiagnostics.readable();
    said.addAll(diagnostics);
    ofFirsts.forEach(each -> said.add(each.diagnostic()));
    return said;
  }
}
