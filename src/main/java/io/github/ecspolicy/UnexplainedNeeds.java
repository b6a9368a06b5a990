package io.github.ecspolicy;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import io.github.ecspolicy.requirements.TaskOutline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What task definitions need, for policies of which nobody asks for the reasons: each thing once,
 * whatever needs it.
 */
final class UnexplainedNeeds {
  private final KeyFindings.Unknown keys;
  private final List<TaskNeeds> tasks = new ArrayList<>();
  private final Known<ResolvedReference> needs = new Known<>();
  private final Known<Reference> references = new Known<>();
  private final Known<KeyStatus> statuses = new Known<>();
  private final Known<String> texts = new Known<>();

  /** Parts that many have in common. */
  private static final class Known<T> {
    /** What is not found any more is kept twice, and nothing else comes of it. */
    private static final int MOST = 1 << 12;

    private final Map<T, T> parts = new HashMap<>();

    T one(T part) {
      if (parts.size() == MOST) {
        parts.clear();
      }
      T before = parts.putIfAbsent(part, part);
      return before == null ? part : before;
    }
  }

  /**
   * No needs.
   *
   * @param keys takes those that nobody named
   */
  UnexplainedNeeds(KeyFindings.Unknown keys) {
    this.keys = keys;
  }

  /** Adds all that task definitions need, which no other of the same name is added after. */
  void addAll(List<ResolvedTask> all) {
    for (TaskNeeds each : ResolvedTask.foldedNeeds(all)) {
      keys.addAll(each.references());
      tasks.add(
          new TaskNeeds(
              each.task(), each.references().stream().map(this::unexplained).distinct().toList()));
    }
  }

  private ResolvedReference unexplained(ResolvedReference need) {
    return needs.one(
        new ResolvedReference(
            references.one(need.reference().unexplained()),
            need.kind(),
            need.resource().map(this::arn),
            statuses.one(need.key())));
  }

  private Arn arn(Arn arn) {
    return new Arn(
        texts.one(arn.partition()),
        texts.one(arn.service()),
        texts.one(arn.region()),
        texts.one(arn.account()),
        arn.resource());
  }

  /** Returns them in the order of the places. */
  List<ResolvedTask> tasks() {
    tasks.sort(Comparator.comparing(TaskNeeds::task, TaskOutline.ORDER));
    return tasks.stream().map(ResolvedTask::of).toList();
  }
}
