package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ReferenceCollector;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that can be told of a task definition as soon as it is read: where it runs, with which role,
 * and what it refers to. What that comes to may depend on what is read later.
 *
 * @param task the task definition, or what is kept of several
 * @param placement where they run
 * @param references each once
 * @param diagnostics on the references and on what is beyond them
 * @param definitions how many task definitions this stands for
 */
record PlacedTask(
    TaskDefinition task,
    TaskPlacement placement,
    List<Reference> references,
    List<Diagnostic> diagnostics,
    int definitions) {
  PlacedTask {
    references = List.copyOf(references);
    diagnostics = List.copyOf(diagnostics);
  }

  static PlacedTask of(TaskDefinition task, PolicyRequest request, TaskPlacement.Known known) {
    ReferenceCollector.Collected collected = ReferenceCollector.collect(task, request.scope());
    // One field may be read several times, once for each way in which a condition can be.
    Set<Reference> written = new LinkedHashSet<>(collected.references());
    Stream<Diagnostic> beyond =
        switch (request.scope().extent()) {
          case SECRETS -> OutsideScope.of(task, request.shape().purpose()).stream();
          case ALL ->
              task.beyondSecrets().stream()
                  .map(each -> PolicyGenerator.weighed(each, request.scope().extent()));
        };
    return new PlacedTask(
        task,
        known.of(task, request),
        List.copyOf(written),
        Stream.concat(collected.diagnostics().stream(), beyond).toList(),
        1);
  }

  /** Returns what is wrong with it, which is worth saying of each that is alike. */
  List<Diagnostic> findings() {
    return Stream.concat(diagnostics.stream(), placement.diagnostics().stream())
        .filter(each -> each.severity() != Severity.NOTE)
        .toList();
  }

  /** Returns {@code true} if its place comes before that of {@code other}. */
  boolean isBefore(PlacedTask other) {
    return SourceLocation.ORDER.compare(task.location(), other.task.location()) < 0;
  }

  TargetAccount target() {
    return placement.target();
  }

  Optional<ExecutionRole> role() {
    return placement.role();
  }
}
