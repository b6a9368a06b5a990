package io.github.ecspolicy.requirements;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.requirements.Requirements.OfFirst;
import io.github.ecspolicy.requirements.Requirements.Source;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds parts into a whole: each thing once, at the first of its places. What comes of it depends
 * neither on the order nor on the grouping of the parts, nor on how often one comes; and it takes
 * as much room as there is that differs.
 */
public final class RequirementsFold {
  private static final Comparator<ResolvedReference> BY_PLACE =
      Comparator.comparing(
              (ResolvedReference need) -> need.reference().value().location(), Places.ORDER)
          .thenComparing(need -> need.reference().value().text());

  private static final Comparator<ResolvedReference> ORDER =
      BY_PLACE
          .thenComparing(need -> need.reference().field())
          .thenComparing(need -> need.reference().container().orElse(""))
          .thenComparing(need -> need.reference().name().orElse(""))
          .thenComparing(ResolvedReference::kind)
          .thenComparing(need -> need.resource().map(Arn::toString).orElse(""))
          .thenComparing(need -> need.key().toString())
          .thenComparing(need -> need.reference().isStreamNamedByEcs())
          .thenComparing(need -> need.reference().windows());

  private final Map<TaskOutline, Members> tasks = new HashMap<>();
  private final Collection<Diagnostic> diagnostics = DistinctDiagnostics.readable();
  private final Map<Alike, First> firsts = new HashMap<>();
  private final Set<Diagnostic> settled = new HashSet<>();
  private final Set<Source> sources = new HashSet<>();

  /**
   * What makes two needs of a family one.
   *
   * @param text as it is written; not of an image, of which every revision has another tag
   * @param pointer tells those apart that are for no container, or for one without a name; from
   *     where the task definition begins, which some forms have within something else
   */
  private record Key(
      Field field,
      String text,
      Optional<String> container,
      Optional<JsonPointer> pointer,
      Optional<String> name,
      boolean windows,
      boolean streamNamedByEcs,
      Kind kind,
      Optional<Arn> resource,
      KeyStatus key) {
    static Key of(TaskOutline task, ResolvedReference need) {
      Reference reference = need.reference();
      return new Key(
          reference.field(),
          reference.field() == Field.IMAGE ? "" : reference.value().text(),
          reference.container(),
          reference.container().isPresent()
              ? Optional.empty()
              : Optional.of(reference.value().location().pointer().from(task.location().pointer())),
          reference.name(),
          reference.windows(),
          reference.isStreamNamedByEcs(),
          need.kind(),
          need.resource(),
          need.key());
    }
  }

  /** All task definitions that one outline is of. */
  private static final class Members {
    private final Map<Key, ResolvedReference> needs = new HashMap<>();
    private TaskOutline first;

    Members(TaskOutline first) {
      this.first = first;
    }

    void add(TaskOutline task) {
      if (Places.ORDER.compare(task.location(), first.location()) < 0) {
        first = task;
      }
    }

    void add(TaskOutline task, ResolvedReference need) {
      needs.merge(
          Key.of(task, need),
          need,
          (one, other) -> BY_PLACE.compare(one, other) <= 0 ? one : other);
    }

    TaskNeeds all() {
      return new TaskNeeds(first, needs.values().stream().sorted(ORDER).toList());
    }
  }

  /** What makes two findings one, but for their places: nothing else than an error replaces one. */
  private record Alike(String likeness, DiagnosticCode code, Severity severity) {
    static Alike of(OfFirst said) {
      return new Alike(said.likeness(), said.diagnostic().code(), said.diagnostic().severity());
    }
  }

  /** What is said of the first of those that are alike. */
  private static final class First {
    private final Set<OfFirst> said = new HashSet<>();
    private SourceLocation task;

    First(SourceLocation task) {
      this.task = task;
    }

    void add(OfFirst more) {
      int order = SourceLocation.ORDER.compare(more.task(), task);
      if (order < 0) {
        said.clear();
        task = more.task();
      }
      if (order <= 0) {
        said.add(more);
      }
    }
  }

  /** Adds a task definition and what it needs. */
  public void add(TaskOutline task, List<ResolvedReference> needs) {
    Members members = tasks.computeIfAbsent(task.anywhere(), anywhere -> new Members(task));
    members.add(task);
    needs.forEach(need -> members.add(task, need));
  }

  /** Adds something to say. */
  public void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  /** Adds something to say, unless the same task definition stands before it. */
  public void add(OfFirst said) {
    firsts.computeIfAbsent(Alike.of(said), alike -> new First(said.task())).add(said);
  }

  /** Adds what is not so as a whole, whatever other parts say. */
  public void addSettled(Diagnostic diagnostic) {
    settled.add(diagnostic);
  }

  /** Adds an input that was read. */
  public void add(Source source) {
    sources.add(source);
  }

  /** Returns the whole. */
  public Requirements whole(Scope extent) {
    return new Requirements(
        extent,
        tasks.values().stream()
            .map(Members::all)
            .sorted(Comparator.comparing(TaskNeeds::task, TaskOutline.ORDER))
            .toList(),
        diagnostics.stream()
            .filter(each -> !settled.contains(each))
            .sorted(Diagnostic.ORDER)
            .distinct()
            .toList(),
        firsts.values().stream()
            .flatMap(first -> first.said.stream())
            .sorted(OfFirst.ORDER)
            .toList(),
        settled.stream().sorted(Diagnostic.ORDER).toList(),
        sources.stream().sorted(Source.ORDER).toList());
  }

  /** Returns the tasks of {@code parts}, folded. */
  public static List<TaskNeeds> of(List<TaskNeeds> parts) {
    RequirementsFold fold = new RequirementsFold();
    parts.forEach(each -> fold.add(each.task(), each.references()));
    return fold.whole(Scope.ALL).tasks();
  }
}
