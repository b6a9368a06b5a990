package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The task definitions that share a policy.
 *
 * @param role empty where none of them names one
 * @param tasks in the order of the inputs
 */
record RoleGroup(Optional<ExecutionRole> role, List<ResolvedTask> tasks) {
  private static final String NONE = "";
  private static final Comparator<String> NONE_LAST =
      Comparator.comparing(String::isEmpty).thenComparing(Comparator.naturalOrder());

  RoleGroup {
    tasks = List.copyOf(tasks);
  }

  /** Returns how many task definitions share the policy. */
  int definitions() {
    return tasks.stream().mapToInt(ResolvedTask::definitions).sum();
  }

  /** What makes a role one: IAM compares names without path and without case. */
  private record RoleKey(Optional<String> account, String name) implements Comparable<RoleKey> {
    private static final Comparator<RoleKey> ORDER =
        Comparator.comparing(RoleKey::name).thenComparing(key -> key.account().orElse(""));

    @Override
    public int compareTo(RoleKey other) {
      return ORDER.compare(this, other);
    }
  }

  /** A role that a template defines: one, even if its name hangs on a condition. */
  private record TemplateRole(Origin.Template template, String logicalId) {
    static Optional<TemplateRole> of(ResolvedTask task) {
      return task.task().origin() instanceof Origin.Stack stack
          ? stack.role().map(id -> new TemplateRole(stack.template(), id))
          : Optional.empty();
    }
  }

  /** Returns one group for each role, sorted by name; task definitions without one come last. */
  static List<RoleGroup> of(List<ResolvedTask> tasks, PolicyRequest.Roles roles) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    if (roles.merge()) {
      List<RoleGroup> separate = separate(tasks, roles.name());
      return List.of(
          new RoleGroup(
              separate.size() == 1 ? separate.get(0).role() : roles.name().map(RoleGroup::named),
              tasks));
    }
    return separate(tasks, roles.name()).stream()
        .filter(
            group ->
                roles.name().isEmpty()
                    || roles.name().equals(group.role().map(ExecutionRole::name)))
        .toList();
  }

  private static List<RoleGroup> separate(List<ResolvedTask> tasks, Optional<String> roleName) {
    Map<String, List<RoleKey>> known =
        tasks.stream()
            .flatMap(task -> key(task, roleName).stream())
            .filter(key -> key.account().isPresent())
            .distinct()
            .collect(Collectors.groupingBy(RoleKey::name));
    Map<RoleKey, List<ResolvedTask>> withRole = new TreeMap<>();
    // a role that Terraform will name only when it creates it has an address all the same
    Map<String, List<ResolvedTask>> withoutName = new TreeMap<>(NONE_LAST);
    Map<TemplateRole, RoleKey> ofTemplates = new HashMap<>();
    for (ResolvedTask task : tasks) {
      key(task, roleName)
          .map(key -> completed(key, known))
          .map(
              key ->
                  TemplateRole.of(task)
                      .map(role -> ofTemplates.computeIfAbsent(role, first -> key))
                      .orElse(key))
          .map(key -> withRole.computeIfAbsent(key, each -> new ArrayList<>()))
          .orElseGet(() -> withoutName.computeIfAbsent(address(task), each -> new ArrayList<>()))
          .add(task);
    }
    List<RoleGroup> groups = new ArrayList<>();
    withRole.forEach((key, group) -> groups.add(new RoleGroup(best(group, roleName), group)));
    withoutName.values().forEach(group -> groups.add(new RoleGroup(Optional.empty(), group)));
    return groups;
  }

  private static String address(ResolvedTask task) {
    return task.task().origin() instanceof Origin.Configuration configuration
        ? configuration.role().orElse(NONE)
        : NONE;
  }

  /** A role that is named without an account is in the one where the task runs. */
  private static Optional<RoleKey> key(ResolvedTask task, Optional<String> roleName) {
    return task.role()
        .or(() -> roleName.map(RoleGroup::named))
        .map(
            role ->
                new RoleKey(
                    role.account().or(() -> task.target().account()),
                    role.name().toLowerCase(Locale.ROOT)));
  }

  /** Where nothing tells the account, it is that of the only other role of the name. */
  private static RoleKey completed(RoleKey key, Map<String, List<RoleKey>> known) {
    List<RoleKey> sameName = known.getOrDefault(key.name(), List.of());
    return key.account().isEmpty() && sameName.size() == 1 ? sameName.get(0) : key;
  }

  /** The role as it is told most precisely: with its ARN, if any of the tasks has it. */
  private static Optional<ExecutionRole> best(List<ResolvedTask> tasks, Optional<String> roleName) {
    return tasks.stream()
        .flatMap(task -> task.role().stream())
        .min(
            Comparator.comparing((ExecutionRole role) -> role.arn().isEmpty())
                .thenComparing(Comparator.naturalOrder()))
        .or(() -> roleName.map(RoleGroup::named));
  }

  private static ExecutionRole named(String name) {
    return new ExecutionRole(name, Optional.empty());
  }
}
