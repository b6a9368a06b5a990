package io.github.ecspolicy.requirements;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements.OfFirst;
import io.github.ecspolicy.requirements.Requirements.Source;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds parts into a whole: each thing once, at the first of its places. What comes of it depends
 * neither on the order nor on the grouping of the parts, nor on how often one comes; and it takes
 * as much room as there is that differs.
 */
public final class RequirementsFold {
  private final Map<TaskOutline, FoldedTask> tasks = new HashMap<>();
  private final Collection<Diagnostic> diagnostics = DistinctDiagnostics.readable();
  private final Map<Alike, First> firsts = new HashMap<>();
  private final Set<Diagnostic> settled = new HashSet<>();
  private final Set<Source> sources = new HashSet<>();

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
    FoldedTask folded = folded(task);
    folded.add(task.location());
    needs.forEach(need -> folded.add(task.location(), need));
  }

  /** Returns all task definitions that are like {@code task}. */
  FoldedTask folded(TaskOutline task) {
    return tasks.computeIfAbsent(task.anywhere(), anywhere -> new FoldedTask(task));
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
            .map(FoldedTask::all)
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
