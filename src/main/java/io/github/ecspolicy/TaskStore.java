package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Where task definitions wait until all is read that bears on what they refer to. */
sealed interface TaskStore {
  /** Takes a task definition that was just read. */
  void add(PlacedTask task);

  /** Returns what was kept. */
  List<PlacedTask> tasks();

  /** Returns an empty collection for diagnostics, which keeps them in the same way. */
  Collection<Diagnostic> forDiagnostics();

  /** Returns what takes the diagnostics of a run. */
  Collection<Diagnostic> diagnostics();

  /** Keeps each as it is. */
  final class Every implements TaskStore {
    private final List<PlacedTask> tasks = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    @Override
    public void add(PlacedTask task) {
      tasks.add(task);
    }

    @Override
    public List<PlacedTask> tasks() {
      return List.copyOf(tasks);
    }

    @Override
    public Collection<Diagnostic> forDiagnostics() {
      return new ArrayList<>();
    }

    @Override
    public Collection<Diagnostic> diagnostics() {
      return diagnostics;
    }
  }

  /**
   * Keeps what is distinct: one for all revisions of a family that run in the same place with the
   * same role, with each reference once. What is kept, and in which order it is returned, does not
   * depend on the order of reading.
   */
  final class Distinct implements TaskStore {
    private final DistinctTasks tasks = new DistinctTasks();
    private final Collection<Diagnostic> diagnostics = new DistinctDiagnostics();

    @Override
    public void add(PlacedTask task) {
      diagnostics.addAll(task.diagnostics());
      tasks.add(task);
    }

    @Override
    public List<PlacedTask> tasks() {
      return tasks.sorted();
    }

    @Override
    public Collection<Diagnostic> forDiagnostics() {
      return new DistinctDiagnostics();
    }

    @Override
    public Collection<Diagnostic> diagnostics() {
      return diagnostics;
    }
  }
}
