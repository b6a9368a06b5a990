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
 * @param diagnostics what of the policies could not be read
 */
public record RoleCheck(
    RoleTasks tasks,
    RoleAuthorization allowed,
    List<Finding> findings,
    List<Diagnostic> diagnostics) {
  public RoleCheck {
    findings = List.copyOf(findings);
    diagnostics = List.copyOf(diagnostics);
  }
}
