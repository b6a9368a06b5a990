package io.github.ecspolicy.check;

import io.github.ecspolicy.reference.KeyStatus;
import java.util.Locale;
import java.util.Set;

/**
 * Of which permissions of a role it can be told that nothing needs them.
 *
 * @param tasks that use the role
 */
record Judgement(RoleTasks tasks) {
  /** Services that only the wider scope looks at. */
  private static final Set<String> BEYOND_SECRETS = Set.of("ecr", "logs", "s3");

  /** Whether it can be told that nothing needs it. */
  boolean isOn(Permission permission) {
    if (!tasks.areUnderstood() || permission.isOfService("kms") && hasUnknownKeys()) {
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
