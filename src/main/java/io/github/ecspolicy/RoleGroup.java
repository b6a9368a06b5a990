package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The task definitions that share a policy.
 *
 * @param role empty where none of them names one
 * @param tasks in the order of the inputs
 */
record RoleGroup(Optional<ExecutionRole> role, List<ResolvedTask> tasks) {
  RoleGroup {
    tasks = List.copyOf(tasks);
  }

  /** Returns one group for each role, sorted by role; task definitions without one come last. */
  static List<RoleGroup> of(List<ResolvedTask> tasks, PolicyRequest.Roles roles) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    if (roles.merge()) {
      return List.of(new RoleGroup(onlyRole(tasks, roles), tasks));
    }
    TreeMap<Optional<ExecutionRole>, List<ResolvedTask>> groups =
        new TreeMap<>(
            Comparator.comparing(role -> role.map(ExecutionRole::toString).orElse("\uffff")));
    for (ResolvedTask task : tasks) {
      Optional<ExecutionRole> role = task.role().or(() -> named(tasks, roles));
      if (isWanted(role, roles)) {
        groups.computeIfAbsent(role, each -> new ArrayList<>()).add(task);
      }
    }
    return groups.entrySet().stream()
        .map(group -> new RoleGroup(group.getKey(), group.getValue()))
        .toList();
  }

  private static boolean isWanted(Optional<ExecutionRole> role, PolicyRequest.Roles roles) {
    return roles.name().isEmpty() || roles.name().equals(role.map(ExecutionRole::name));
  }

  /** The role that the user names: one of the input's if it has it, so that its ARN is known. */
  private static Optional<ExecutionRole> named(
      List<ResolvedTask> tasks, PolicyRequest.Roles roles) {
    return roles
        .name()
        .map(
            name ->
                tasks.stream()
                    .flatMap(task -> task.role().stream())
                    .filter(role -> role.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> new ExecutionRole(name, Optional.empty())));
  }

  private static Optional<ExecutionRole> onlyRole(
      List<ResolvedTask> tasks, PolicyRequest.Roles roles) {
    Set<ExecutionRole> all =
        tasks.stream().flatMap(task -> task.role().stream()).collect(Collectors.toSet());
    return named(tasks, roles)
        .or(() -> all.size() == 1 ? all.stream().findFirst() : Optional.empty());
  }
}
