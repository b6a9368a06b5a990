package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds findings against a baseline, and the baseline against the findings. */
public final class BaselineCheck {
  private final Baseline baseline;
  private final Map<String, Acceptance> byFingerprint;
  private final LocalDate today;

  /**
   * @param baseline what is accepted
   * @param today the day that acceptances must not have ended before
   */
  public BaselineCheck(Baseline baseline, LocalDate today) {
    this.baseline = baseline;
    this.byFingerprint = baseline.byFingerprint();
    this.today = today;
  }

  /**
   * Returns {@code checks} with what is accepted set apart, and with findings on acceptances that
   * are not as they should be.
   *
   * @param isWhole whether all was understood: otherwise what was accepted may only seem to be gone
   */
  public List<RoleCheck> apply(List<RoleCheck> checks, boolean isWhole) {
    Set<String> occurring =
        checks.stream()
            .flatMap(check -> check.findings().stream())
            .map(Finding::fingerprint)
            .collect(Collectors.toSet());
    Set<String> told = new HashSet<>();
    List<RoleCheck> applied = new ArrayList<>();
    for (RoleCheck check : checks) {
      RoleCheck one = apply(check);
      Stream<Finding> stale =
          isWhole && told.add(check.tasks().name())
              ? baseline.acceptances().stream()
                  .filter(each -> each.role().equals(check.tasks().name()))
                  .filter(each -> !occurring.contains(each.fingerprint()))
                  .map(BaselineCheck::stale)
              : Stream.empty();
      applied.add(one.withFindings(Stream.concat(one.findings().stream(), stale).toList()));
    }
    return List.copyOf(applied);
  }

  /** Returns the roles that acceptances are about and that are not among {@code checks}. */
  public Set<String> rolesNotIn(List<RoleCheck> checks) {
    Set<String> roles =
        baseline.acceptances().stream()
            .map(Acceptance::role)
            .collect(Collectors.toCollection(TreeSet::new));
    checks.forEach(check -> roles.remove(check.tasks().name()));
    return roles;
  }

  private RoleCheck apply(RoleCheck check) {
    List<Finding> findings = new ArrayList<>();
    List<AcceptedFinding> accepted = new ArrayList<>();
    for (Finding finding : check.findings()) {
      Acceptance acceptance = byFingerprint.get(finding.fingerprint());
      if (acceptance == null) {
        findings.add(finding);
      } else if (acceptance.isExpiredOn(today)) {
        findings.add(finding);
        findings.add(expired(acceptance, finding));
      } else {
        accepted.add(new AcceptedFinding(finding, acceptance));
        if (!acceptance.isJustified()) {
          findings.add(unjustified(acceptance, finding));
        }
      }
    }
    return check.with(findings, accepted).withFindings(findings.stream().distinct().toList());
  }

  private static Finding expired(Acceptance acceptance, Finding finding) {
    return about(
        acceptance,
        FindingCode.BASELINE_EXPIRED,
        "what was accepted until "
            + acceptance.expires().orElseThrow()
            + " counts again: "
            + finding.message(),
        Hint.of("mend it, or decide anew and write another day into `expires`"));
  }

  private static Finding unjustified(Acceptance acceptance, Finding finding) {
    return about(
        acceptance,
        FindingCode.BASELINE_UNJUSTIFIED,
        "nobody says why this is accepted: " + finding.message(),
        Hint.of("write the reason into `justification`"));
  }

  private static Finding stale(Acceptance acceptance) {
    return about(
        acceptance,
        FindingCode.BASELINE_STALE,
        quote(acceptance.code().toString())
            + " was accepted and no longer occurs: "
            + Quotation.visible(acceptance.message()),
        Hint.of(
            "take the entry out of the baseline, as ",
            Setting.WRITE_BASELINE,
            " of the same file does"));
  }

  private static Finding about(Acceptance acceptance, FindingCode code, String message, Hint cure) {
    Finding finding = Finding.of(code, acceptance.role(), acceptance.fingerprint(), message, cure);
    return acceptance.location().map(finding::at).orElse(finding);
  }
}
