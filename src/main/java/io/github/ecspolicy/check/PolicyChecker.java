package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what a role is allowed with what its tasks need. */
public final class PolicyChecker {
  private final RoleTasks tasks;
  private final RolePermissions role;
  private final NeededPolicy needed;
  private final List<Permission> permissions;

  private PolicyChecker(
      RoleTasks tasks, RoleAuthorization allowed, List<ResourceAuthorization> resources) {
    this.tasks = tasks;
    role = new RolePermissions(new Caller.Role(tasks.role().toString()), allowed, resources);
    needed =
        new NeededPolicy(
            tasks.needs().stream().flatMap(need -> NeededCall.of(need).stream()).toList(),
            tasks.policy());
    permissions =
        role.statements().stream().flatMap(source -> Permission.of(source).stream()).toList();
  }

  /**
   * Returns what is not as it should be.
   *
   * @param tasks that use the role
   * @param allowed what is attached to the role
   * @param resources policies of keys and secrets
   */
  public static RoleCheck check(
      RoleTasks tasks, RoleAuthorization allowed, List<ResourceAuthorization> resources) {
    return new PolicyChecker(tasks, allowed, resources).check();
  }

  /** Returns how many different calls {@code needs} lead to that ECS cannot do without. */
  public static int distinctCalls(List<ResolvedReference> needs) {
    return NeededPolicy.distinct(
        needs.stream().flatMap(need -> NeededCall.of(need).stream()).toList());
  }

  private RoleCheck check() {
    MissingPermissions missing =
        new MissingPermissions(role, tasks.name(), needed, permissions, tasks.onEc2());
    List<Finding> findings = new ArrayList<>(missing.findings());
    SparePermissions spare =
        new SparePermissions(
            role,
            tasks.name(),
            needed,
            permissions,
            new Judgement(tasks)::isOn,
            new SampleCalls(tasks.somewhere()));
    findings.addAll(spare.findings(permissions, new HashSet<>(missing.sprung())));
    findings.addAll(PolicyLimits.of(role, tasks.name()));
    findings.addAll(TrustFindings.of(role, tasks));
    return new RoleCheck(
        tasks,
        role.written(),
        distinct(findings),
        List.of(),
        spare.tally(permissions, needed.distinct(), missing.lost()),
        missing.lost(),
        role.diagnostics());
  }

  /** What is written twice, or shown twice, is found once. */
  private static List<Finding> distinct(List<Finding> findings) {
    Map<String, Finding> distinct = new LinkedHashMap<>();
    findings.stream()
        .sorted(Finding.ORDER)
        .forEach(finding -> distinct.putIfAbsent(finding.fingerprint(), finding));
    return List.copyOf(distinct.values());
  }
}
