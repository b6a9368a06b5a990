package io.github.ecspolicy.check;

import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.diagnostic.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What came of comparing what one role is allowed with what its tasks need.
 *
 * @param tasks what they need
 * @param allowed what is attached to the role
 * @param findings in {@link Finding#ORDER}, without those that are accepted
 * @param accepted what was found too and does not count, in the same order
 * @param tally how near the one is to the other
 * @param refused the calls that they need and that are not allowed, or perhaps not
 * @param diagnostics what of the policies could not be read
 */
public record RoleCheck(
    RoleTasks tasks,
    RoleAuthorization allowed,
    List<Finding> findings,
    List<AcceptedFinding> accepted,
    Tally tally,
    List<FamilyGroup.Lost> refused,
    List<Diagnostic> diagnostics) {
  public RoleCheck {
    findings = findings.stream().sorted(Finding.ORDER).toList();
    accepted =
        accepted.stream()
            .sorted(Comparator.comparing(AcceptedFinding::finding, Finding.ORDER))
            .toList();
    refused = List.copyOf(refused);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * Returns how near the one is to the other, in percent; empty where the tasks may need more than
   * is known.
   *
   * @see Tally#score
   */
  public OptionalInt score() {
    return tasks.areUnderstood() ? OptionalInt.of(tally.score()) : OptionalInt.empty();
  }

  /** Returns the same with other findings. */
  RoleCheck withFindings(List<Finding> others) {
    return with(others, accepted);
  }

  /** Returns the same with other findings, of which some do not count. */
  RoleCheck with(List<Finding> others, List<AcceptedFinding> otherAccepted) {
    return new RoleCheck(tasks, allowed, others, otherAccepted, tally, refused, diagnostics);
  }

  /** Returns the same with its texts as {@code rewrite} has them. */
  public RoleCheck withTexts(UnaryOperator<String> rewrite) {
    return new RoleCheck(
        tasks.named(rewrite.apply(tasks.name())),
        allowed,
        findings.stream().map(finding -> finding.withTexts(rewrite)).toList(),
        accepted,
        tally,
        refused,
        diagnostics.stream().map(each -> each.withTexts(rewrite)).toList());
  }
}
