package io.github.ecspolicy.render;

import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import java.util.stream.Collectors;

/** The task definitions that a policy is for, in a few words. */
final class TaskNames {
  private static final int MOST = 3;

  private TaskNames() {}

  static String of(RolePolicy policy) {
    int more = policy.tasks().size() - MOST;
    return policy.tasks().stream().limit(MOST).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
