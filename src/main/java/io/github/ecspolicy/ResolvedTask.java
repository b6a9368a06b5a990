package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.List;
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

  String name() {
    return task.name().orElseGet(() -> task.location().source());
  }
}
