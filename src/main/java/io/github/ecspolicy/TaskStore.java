package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where task definitions wait until all is read that bears on what they refer to. */
sealed interface TaskStore {
  /**
   * Takes a task definition that was just read.
   *
   * @return what to do about each that is alike but for its place, which is further on in the same
   *     order; empty if it has to be added itself
   */
  Optional<Runnable> add(PlacedTask task);

  /** Returns what was kept, once: it is kept no longer. */
  List<PlacedTask> taken();

  /**
   * Returns, by their indexes in {@link #taken}, what those have in common with others that are
   * alike of which something is said of the first only.
   */
  Map<Integer, String> likenesses();

  /** Returns an empty collection for diagnostics, which keeps them in the same way. */
  Collection<Diagnostic> forDiagnostics();

  /** Returns what takes the diagnostics of a run. */
  Collection<Diagnostic> diagnostics();

  /** Keeps each as it is. */
  final class Every implements TaskStore {
    private final List<PlacedTask> tasks = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    @Override
    public Optional<Runnable> add(PlacedTask task) {
      tasks.add(task);
      return Optional.empty();
    }

    @Override
    public List<PlacedTask> taken() {
      return List.copyOf(tasks);
    }

    @Override
    public Map<Integer, String> likenesses() {
      return Map.of();
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
   * Keeps each once of those that are {@linkplain TaskLikeness alike}, at the first of their
   * places, and what is said of task definitions at so many places that a person may read them all.
   */
  final class Unlike implements TaskStore {
    private static final Optional<Runnable> NOTHING = Optional.of(() -> {});

    private final boolean isPart;
    private Likenesses likenesses = new Likenesses();
    private final Map<Integer, String> digests = new HashMap<>();
    private PackedTasks tasks = new PackedTasks();
    private final Collection<Diagnostic> diagnostics = forDiagnostics();

    /**
     * Returns an empty store.
     *
     * @param isPart whether there may be some that are alike in another part
     */
    Unlike(boolean isPart) {
      this.isPart = isPart;
    }

    @Override
    public Optional<Runnable> add(PlacedTask task) {
      if (!task.task().origin().equals(Origin.ALONE)) {
        tasks.add(task);
        return Optional.empty();
      }
      String text = TaskLikeness.of(task.task());
      int index = likenesses.indexOf(text, tasks.size());
      if (index == tasks.size()) {
        if (isPart) {
          digests.put(index, TaskLikeness.digest(text));
        }
        tasks.add(task);
      } else {
        PlacedTask again = task;
        if (task.isBefore(tasks.get(index))) {
          again = tasks.set(index, task);
        }
        again.findings().forEach(diagnostics::add);
      }
      return task.findings().isEmpty() ? NOTHING : Optional.empty();
    }

    @Override
    public List<PlacedTask> taken() {
      List<PlacedTask> taken = Collections.unmodifiableList(tasks);
      tasks = new PackedTasks();
      likenesses = new Likenesses();
      return taken;
    }

    @Override
    public Map<Integer, String> likenesses() {
      return Map.copyOf(digests);
    }

    @Override
    public Collection<Diagnostic> forDiagnostics() {
      return DistinctDiagnostics.readable();
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
    private final Collection<Diagnostic> diagnostics = DistinctDiagnostics.once();

    @Override
    public Optional<Runnable> add(PlacedTask task) {
      diagnostics.addAll(task.diagnostics());
      return Optional.of(tasks.add(task));
    }

    @Override
    public List<PlacedTask> taken() {
      return tasks.sorted();
    }

    @Override
    public Map<Integer, String> likenesses() {
      return Map.of();
    }

    @Override
    public Collection<Diagnostic> forDiagnostics() {
      return DistinctDiagnostics.once();
    }

    @Override
    public Collection<Diagnostic> diagnostics() {
      return diagnostics;
    }
  }
}
