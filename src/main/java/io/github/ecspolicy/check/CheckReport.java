package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.synthesis.PolicyReport.Input;
import io.github.ecspolicy.template.Symbols;
import java.util.List;

/**
 * Everything there is to say about a check.
 *
 * @param roles in the order of their names
 * @param diagnostics what could not be read or understood, sorted by place
 * @param inputs what was read, in the order of the arguments
 * @param symbols what stands in policies and needs for texts that only AWS will know
 * @param toolVersion of the program that made it
 */
public record CheckReport(
    List<RoleCheck> roles,
    List<Diagnostic> diagnostics,
    List<Input> inputs,
    Symbols symbols,
    String toolVersion) {
  public CheckReport {
    roles = List.copyOf(roles);
    diagnostics = List.copyOf(diagnostics);
    inputs = List.copyOf(inputs);
  }

  /** Returns the findings on all roles. */
  public List<Finding> findings() {
    return roles.stream().flatMap(role -> role.findings().stream()).toList();
  }

  /** Returns {@code true} if something in the input could not be understood. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
