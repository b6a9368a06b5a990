package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.DiffReport;
import io.github.ecspolicy.check.DiffReport.ChangedPermission;
import io.github.ecspolicy.check.DiffReport.PolicyChange;
import io.github.ecspolicy.check.DiffReport.RoleChange;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.List;

/** A difference as a comment on a pull request: one table for each role. */
final class DiffMarkdown {
  private static final String GAINS = "gains";
  private static final String LOSES = "loses";

  private final StringBuilder text = new StringBuilder("## What execution roles may do\n\n");

  private DiffMarkdown() {}

  static String of(DiffReport report) {
    DiffMarkdown markdown = new DiffMarkdown();
    if (report instanceof DiffReport.OfTasks tasks) {
      tasks.roles().forEach(role -> markdown.role(role, tasks));
    } else if (report instanceof DiffReport.OfPolicies policies) {
      policies.roles().forEach(markdown::role);
    }
    if (!report.hasDifferences()) {
      markdown.line("No role gains or loses anything.");
    }
    return markdown.text.toString().stripTrailing() + "\n";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void heading(String role, String counts) {
    line("### " + Markdown.message(role + " " + counts));
    line("");
  }

  private void header(String last, String beforeLast) {
    line("| | permission | resource | " + beforeLast + " | " + last + " |");
    line("|---|---|---|---|---|");
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void role(RoleChange role, DiffReport.OfTasks report) {
    List<String> families = DiffWords.families(role);
    if (role.gained().isEmpty() && role.lost().isEmpty() && families.isEmpty()) {
      return;
    }
    heading(DiffWords.role(role.role()), DiffWords.counts(role.gained(), role.lost()));
    families.forEach(each -> line("- " + Markdown.message(each)));
    if (!families.isEmpty()) {
      line("");
    }
    if (!role.gained().isEmpty() || !role.lost().isEmpty()) {
      header("why", "needed by");
      role.gained().forEach(grant -> rows(GAINS, grant, report.after()));
      role.lost().forEach(grant -> rows(LOSES, grant, report.before()));
      line("");
    }
  }

  /** The permission stands in the first of its rows, and the others are what else needs it. */
  private void rows(String sign, Grant grant, Symbols symbols) {
    List<String> permission =
        List.of(
            "**" + sign + "**",
            Markdown.code(grant.action()),
            Markdown.code(symbols.describe(grant.resource()))
                + Markdown.message(DiffWords.conditions(grant, symbols)));
    for (ResolvedReference need : grant.needs()) {
      List<String> cells = new ArrayList<>();
      cells.addAll(need == grant.needs().get(0) ? permission : List.of("", "", ""));
      cells.add(
          Markdown.message(
              DiffWords.field(need.reference(), symbols)
                  + " at "
                  + quote(need.reference().value().location().toString())));
      cells.add(Markdown.message(symbols.describe(Reason.of(grant, need))));
      row(cells);
    }
  }

  private void role(PolicyChange role) {
    if (!role.gained().isEmpty() || !role.lost().isEmpty()) {
      heading(DiffWords.role(role.role()), DiffWords.counts(role.gained(), role.lost()));
      header("for example", "statement");
      role.gained().forEach(change -> row(GAINS, change));
      role.lost().forEach(change -> row(LOSES, change));
      line("");
    } else if (role.isRewritten()) {
      line(Markdown.message(DiffWords.role(role.role()) + ": " + DiffWords.REWRITTEN) + ".");
      line("");
    }
  }

  private void row(String sign, ChangedPermission change) {
    row(
        List.of(
            "**" + sign + "**",
            Markdown.code(change.action()),
            Markdown.code(change.resource())
                + Markdown.message(
                    DiffWords.conditions(
                        change.statement().statement().conditions(), Symbols.NONE)),
            Markdown.message(
                DiffWords.statement(change)
                    + " at "
                    + quote(change.statement().location().toString())),
            Markdown.message(DiffWords.example(change))));
  }
}
