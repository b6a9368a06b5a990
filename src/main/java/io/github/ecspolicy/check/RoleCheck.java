package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.diagnostic.Diagnostic;
import java.util.List;

/**
 * What came of comparing what one role is allowed with what its tasks need.
 *
 * @param tasks what they need
 * @param allowed what is attached to the role
 * @param findings in {@link Finding#ORDER}
 * @param tally how near the one is to the other
 * @param refused the calls that they need and that are not allowed, or perhaps not
 * @param diagnostics what of the policies could not be read
 */
public record RoleCheck(
    RoleTasks tasks,
    RoleAuthorization allowed,
    List<Finding> findings,
    Tally tally,
    List<FamilyGroup.Lost> refused,
    List<Diagnostic> diagnostics) {
  public RoleCheck {
    findings = List.copyOf(findings);
    refused = List.copyOf(refused);
    diagnostics = List.copyOf(diagnostics);
  }
}
