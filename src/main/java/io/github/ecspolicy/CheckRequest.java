package io.github.ecspolicy;

import io.github.ecspolicy.reference.Reference.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a front end asks for when it has policies checked.
 *
 * @param tasks the task definitions and what is known of them
 * @param policies files, folders, globs, {@code -} or ARNs of policies of AWS's own; may be none
 *     where templates or plans hold them
 * @param extent what of the role's work counts, if the user says it
 * @param accepted what is accepted, if the user keeps a list of it
 */
public record CheckRequest(
    PolicyRequest tasks,
    List<String> policies,
    Optional<Scope> extent,
    Optional<Accepted> accepted) {

  /**
   * Which findings are accepted.
   *
   * @param file that lists them
   * @param mayBeAbsent whether the file is still to be written
   * @param today the day that acceptances must not have ended before
   */
  public record Accepted(BaselineFile file, boolean mayBeAbsent, LocalDate today) {}

  public CheckRequest {
    policies = List.copyOf(policies);
  }

  /** A request for a check that counts everything. */
  public CheckRequest(PolicyRequest tasks, List<String> policies, Optional<Scope> extent) {
    this(tasks, policies, extent, Optional.empty());
  }
}
