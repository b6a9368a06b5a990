package io.github.ecspolicy.check;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.synthesis.PolicyReport.Input;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything there is to say about a check.
 *
 * @param roles in the order of their names
 * @param diagnostics what could not be read or understood, sorted by place
 * @param inputs what was read, in the order of the arguments
 * @param symbols what stands in policies and needs for texts that only AWS will know
 * @param toolVersion of the program that made it
 * @param baseline what was accepted beforehand
 */
public record CheckReport(
    List<RoleCheck> roles,
    List<Diagnostic> diagnostics,
    List<Input> inputs,
    Symbols symbols,
    String toolVersion,
    Baseline baseline) {
  public CheckReport {
    roles = List.copyOf(roles);
    diagnostics = List.copyOf(diagnostics);
    inputs = List.copyOf(inputs);
  }

  /** Returns the findings on all roles. */
  public List<Finding> findings() {
    return roles.stream().flatMap(role -> role.findings().stream()).toList();
  }

  /** Returns the names of the roles that were checked. */
  Set<String> roleNames() {
    return roles.stream().map(role -> role.tasks().name()).collect(Collectors.toSet());
  }

  /** Returns what a baseline can accept: all that may make a check fail but what is about it. */
  List<Finding> acceptable() {
    return Stream.concat(
            findings().stream(),
            roles.stream().flatMap(role -> role.accepted().stream()).map(AcceptedFinding::finding))
        .filter(finding -> finding.severity() != Severity.NOTE)
        .filter(finding -> !finding.code().isAboutBaseline())
        .sorted(Finding.ORDER)
        .toList();
  }

  /** Returns how many findings do not count because they are accepted. */
  public int acceptedCount() {
    return roles.stream().mapToInt(role -> role.accepted().size()).sum();
  }

  /** Returns {@code true} if something in the input could not be understood. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
