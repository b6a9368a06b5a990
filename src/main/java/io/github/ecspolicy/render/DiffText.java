package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.DiffReport;
import io.github.ecspolicy.check.DiffReport.ChangedPermission;
import io.github.ecspolicy.check.DiffReport.PolicyChange;
import io.github.ecspolicy.check.DiffReport.RoleChange;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.template.Symbols;
import java.util.List;

/** A difference for a terminal: {@code +} what a role gains, {@code -} what it loses, and why. */
final class DiffText {
  private static final String INDENT = "    ";

  private final Page page;

  DiffText(Page page) {
    this.page = page;
  }

  String of(DiffReport report) {
    if (report instanceof DiffReport.OfTasks tasks) {
      tasks.roles().forEach(role -> role(role, tasks));
    } else if (report instanceof DiffReport.OfPolicies policies) {
      policies.roles().forEach(this::role);
    }
    if (!report.hasDifferences()) {
      page.line(DiffWords.NO_DIFFERENCE);
    }
    return page.toString();
  }

  private void role(RoleChange role, DiffReport.OfTasks report) {
    List<String> families = DiffWords.families(role);
    if (role.gained().isEmpty() && role.lost().isEmpty() && families.isEmpty()) {
      return;
    }
    title(DiffWords.role(role.role()), DiffWords.counts(role.gained(), role.lost()));
    families.forEach(line -> page.line("  " + line));
    role.gained().forEach(grant -> grant("+", grant, report.after()));
    role.lost().forEach(grant -> grant("-", grant, report.before()));
  }

  private void title(String role, String counts) {
    page.heading(role + ": " + counts);
  }

  private void grant(String sign, Grant grant, Symbols symbols) {
    page.line(
        sign
            + " "
            + quote(grant.action())
            + " on "
            + quote(symbols.describe(grant.resource()))
            + DiffWords.conditions(grant, symbols));
    for (ResolvedReference need : grant.needs()) {
      page.line(
          INDENT
              + need.reference().value().location()
              + " "
              + DiffWords.field(need.reference(), symbols)
              + ": "
              + symbols.describe(Reason.of(grant, need)));
    }
  }

  private void role(PolicyChange role) {
    if (!role.gained().isEmpty() || !role.lost().isEmpty()) {
      title(DiffWords.role(role.role()), DiffWords.counts(role.gained(), role.lost()));
      role.gained().forEach(change -> change("+", change));
      role.lost().forEach(change -> change("-", change));
    } else if (role.isRewritten()) {
      page.line(DiffWords.role(role.role()) + ": " + DiffWords.REWRITTEN);
    }
  }

  private void change(String sign, ChangedPermission change) {
    page.line(
        sign
            + " "
            + quote(change.action())
            + " on "
            + quote(change.resource())
            + DiffWords.conditions(change.statement().statement().conditions(), Symbols.NONE));
    page.line(INDENT + change.statement().location() + " " + DiffWords.statement(change));
    page.line(INDENT + "for example: " + DiffWords.example(change));
  }
}
