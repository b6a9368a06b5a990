package io.github.ecspolicy;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a role is assumed.
 *
 * @param tasks those whose place is known
 * @param diagnostics on the others
 */
record TrustedPlaces(List<ResolvedTask> tasks, List<Diagnostic> diagnostics) {
  TrustedPlaces {
    tasks = List.copyOf(tasks);
    diagnostics = List.copyOf(diagnostics);
  }

  static TrustedPlaces of(List<ResolvedTask> tasks) {
    List<ResolvedTask> known = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (ResolvedTask task : tasks) {
      if (task.target().region().isEmpty() || task.target().account().isEmpty()) {
        diagnostics.add(placeUnknown(task));
      } else {
        known.add(task);
      }
    }
    return new TrustedPlaces(known, diagnostics);
  }

  /** Returns the place of a task that is among {@link #tasks}. */
  static Arn place(ResolvedTask task) {
    TargetAccount target = task.target();
    return new Arn(
        target.partition().orElseThrow().id(),
        "ecs",
        target.region().orElseThrow(),
        target.account().orElseThrow(),
        "*");
  }

  private static Diagnostic placeUnknown(ResolvedTask task) {
    boolean noRegion = task.target().region().isEmpty();
    return Diagnostic.at(
            task.task().location(),
            noRegion ? DiagnosticCode.REGION_UNKNOWN : DiagnosticCode.ACCOUNT_UNKNOWN,
            "the "
                + (noRegion ? "Region" : "account")
                + " is not known, and the trust policy is for one")
        .withHint("give it with ", noRegion ? Setting.REGION : Setting.ACCOUNT);
  }
}
