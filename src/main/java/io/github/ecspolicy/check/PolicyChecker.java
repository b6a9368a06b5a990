package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Compares what a role is allowed with what its tasks need. */
public final class PolicyChecker {
  /** Services that only the wider scope looks at. */
  private static final Set<String> BEYOND_SECRETS = Set.of("ecr", "logs", "s3");

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
            this::isJudged,
            new SampleCalls(tasks.somewhere()));
    findings.addAll(spare.findings(permissions, new HashSet<>(missing.sprung())));
    findings.addAll(PolicyLimits.of(role, tasks.name()));
    findings.addAll(TrustFindings.of(role, tasks));
    return new RoleCheck(tasks, role.written(), findings, role.diagnostics());
  }

  /** Whether it can be told that nothing needs it. */
  private boolean isJudged(Permission permission) {
    if (permission.isOfService("kms") && hasUnknownKeys()) {
      return false;
    }
    return switch (tasks.scope()) {
      case ALL -> true;
      case SECRETS ->
          BEYOND_SECRETS.stream().noneMatch(permission::isOfService) && !isOfOthers(permission);
    };
  }

  /** A key may protect what the narrower scope does not look at. */
  private static boolean isOfOthers(Permission permission) {
    return permission.isOfService("kms")
        && permission.conditions().stream()
            .filter(condition -> condition.key().equalsIgnoreCase("kms:ViaService"))
            .flatMap(condition -> condition.values().stream())
            .anyMatch(
                via ->
                    BEYOND_SECRETS.stream()
                        .anyMatch(each -> via.toLowerCase(Locale.ROOT).startsWith(each + ".")));
  }

  private boolean hasUnknownKeys() {
    return tasks.needs().stream().anyMatch(need -> need.key() instanceof KeyStatus.Unknown);
  }
}
