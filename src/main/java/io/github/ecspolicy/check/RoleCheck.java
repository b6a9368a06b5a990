package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.diagnostic.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What came of comparing what one role is allowed with what its tasks need.
 *
 * @param tasks what they need
 * @param allowed what is attached to the role
 * @param findings in {@link Finding#ORDER}, without those that are accepted
 * @param accepted what was found too and does not count, in the same order
 * @param diagnostics what of the policies could not be read
 */
public record RoleCheck(
    RoleTasks tasks,
    RoleAuthorization allowed,
    List<Finding> findings,
    List<AcceptedFinding> accepted,
    List<Diagnostic> diagnostics) {
  public RoleCheck {
    findings = findings.stream().sorted(Finding.ORDER).toList();
    accepted =
        accepted.stream()
            .sorted(Comparator.comparing(AcceptedFinding::finding, Finding.ORDER))
            .toList();
    diagnostics = List.copyOf(diagnostics);
  }

  /** A check of which nothing is accepted. */
  RoleCheck(
      RoleTasks tasks,
      RoleAuthorization allowed,
      List<Finding> findings,
      List<Diagnostic> diagnostics) {
    this(tasks, allowed, findings, List.of(), diagnostics);
  }

  /** Returns the same with other findings. */
  RoleCheck withFindings(List<Finding> others) {
    return new RoleCheck(tasks, allowed, others, accepted, diagnostics);
  }

  /** Returns the same with its texts as {@code rewrite} has them. */
  public RoleCheck withTexts(UnaryOperator<String> rewrite) {
    return new RoleCheck(
        tasks.named(rewrite.apply(tasks.name())),
        allowed,
        findings.stream().map(finding -> finding.withTexts(rewrite)).toList(),
        accepted,
        diagnostics.stream().map(each -> each.withTexts(rewrite)).toList());
  }
}
