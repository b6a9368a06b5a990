package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import io.github.ecspolicy.requirements.RequirementsFold;
import io.github.ecspolicy.requirements.TaskOutline;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task definition, where it runs and with which role, and what its references came to.
 *
 * @param isUnderstood whether that is all: otherwise the task may need more
 * @param definitions how many task definitions it stands for
 */
record ResolvedTask(
    TaskDefinition task,
    TargetAccount target,
    Optional<ExecutionRole> role,
    List<ResolvedReference> references,
    boolean isUnderstood,
    int definitions) {
  ResolvedTask {
    references = List.copyOf(references);
  }

  static ResolvedTask of(TaskNeeds needs) {
    TaskOutline outline = needs.task();
    return new ResolvedTask(
        outline.toTask(), outline.target(), outline.role(), needs.references(), true, 1);
  }

  /** Returns what {@code all} need, each thing once, in the order of the places. */
  static List<ResolvedTask> folded(List<ResolvedTask> all) {
    return foldedNeeds(all).stream().map(ResolvedTask::of).toList();
  }

  /** Returns the same by outlines. */
  static List<TaskNeeds> foldedNeeds(List<ResolvedTask> all) {
    if (all.size() < SideBySide.MANY_TASKS) {
      return foldedTogether(all);
    }
    // those of different names have no outline in common
    Map<String, List<ResolvedTask>> byName = new LinkedHashMap<>();
    all.forEach(task -> byName.computeIfAbsent(task.name(), name -> new ArrayList<>()).add(task));
    return SideBySide.map(List.copyOf(byName.values()), true, ResolvedTask::foldedTogether).stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(TaskNeeds::task, TaskOutline.ORDER))
        .toList();
  }

  private static List<TaskNeeds> foldedTogether(List<ResolvedTask> all) {
    return RequirementsFold.of(
        all.stream().map(task -> new TaskNeeds(task.outline(), task.references())).toList());
  }

  TaskOutline outline() {
    return TaskOutline.of(task, role, target);
  }

  String name() {
    return task.nameOrSource();
  }
}
