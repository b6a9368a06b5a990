package io.github.ecspolicy;

import io.github.ecspolicy.reference.Reference.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What a front end asks for when it has policies checked.
 *
 * @param tasks the task definitions and what is known of them
 * @param policies files, folders, globs, {@code -} or ARNs of policies of AWS's own; may be none
 *     where templates or plans hold them
 * @param extent what of the role's work counts, if the user says it
 */
public record CheckRequest(PolicyRequest tasks, List<String> policies, Optional<Scope> extent) {
  public CheckRequest {
    policies = List.copyOf(policies);
  }
}
