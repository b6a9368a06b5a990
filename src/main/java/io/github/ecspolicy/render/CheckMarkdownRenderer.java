package io.github.ecspolicy.render;

import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comment for a pull request: a table of the roles, the findings on each, and folded below each
 * finding what mends it. Where that is longer than GitHub takes, what is folded is left out, and
 * where it still is, all but the first findings.
 */
final class CheckMarkdownRenderer {
  // "Body is too long (maximum is 65536 characters)", says GitHub of a longer one
  private static final int LONGEST = 65_536;

  /** Task definitions of a role; and roles, findings and diagnostics where all are too many. */
  private static final int MOST = 30;

  private final CheckReport report;
  private final RenderOptions options;
  private final Extent extent;
  private final StringBuilder text = new StringBuilder();
  private int left;

  /** How much a comment holds. */
  private enum Extent {
    ALL,
    NO_DETAILS,
    SOME
  }

  private CheckMarkdownRenderer(CheckReport report, RenderOptions options, Extent extent) {
    this.report = report;
    this.options = options;
    this.extent = extent;
    this.left = extent == Extent.SOME ? MOST : Integer.MAX_VALUE;
  }

  static String render(CheckReport report, RenderOptions options) {
    String text = "";
    for (Extent extent : Extent.values()) {
      text = new CheckMarkdownRenderer(report, options, extent).text();
      if (text.length() <= LONGEST) {
        return text;
      }
    }
    return text;
  }

  private String text() {
    paragraph("## What execution roles are allowed");
    if (report.roles().isEmpty()) {
      paragraph("No role was checked.");
    } else {
      summary();
    }
    report.roles().stream().filter(role -> !role.findings().isEmpty()).forEach(this::findings);
    diagnostics();
    return text.toString();
  }

  private void summary() {
    paragraph("| Role | Task definitions | Missing | Broader | Unused | Other | Accepted |");
    text.append("| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    List<RoleCheck> shown = report.roles().stream().limit(left).toList();
    for (RoleCheck role : shown) {
      List<String> all = role.tasks().families();
      int others = all.size() - MOST;
      String families =
          all.stream().limit(MOST).map(this::code).collect(Collectors.joining(", "))
              + (others > 0 ? ", and " + others + " more" : "");
      String counts =
          Stream.of(Category.values())
              .map(category -> Long.toString(FindingWords.count(role, category)))
              .collect(Collectors.joining(" | "));
      text.append("| ").append(code(role.tasks().name())).append(" | ").append(families);
      text.append(" | ").append(counts).append(" | ").append(role.accepted().size()).append(" |\n");
    }
    more(report.roles().size() - shown.size());
  }

  private void findings(RoleCheck role) {
    if (left == 0) {
      return;
    }
    paragraph("### Role " + code(role.tasks().name()));
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
      List<Finding> all =
          role.findings().stream().filter(finding -> finding.severity() == severity).toList();
      List<Finding> shown = all.stream().limit(left).toList();
      if (!shown.isEmpty()) {
        paragraph("#### " + heading(severity) + " (" + all.size() + ")");
        shown.forEach(this::finding);
        more(all.size() - shown.size());
      }
      left -= shown.size();
    }
  }

  private static String heading(Severity severity) {
    return switch (severity) {
      case ERROR -> "Errors";
      case WARNING -> "Warnings";
      case NOTE -> "Notes";
    };
  }

  private void finding(Finding finding) {
    String place = finding.location().map(at -> " " + code(at.toString())).orElse("");
    paragraph(
        "**"
            + Markdown.prose(finding.code().toString())
            + "**"
            + place
            + ": "
            + message(finding.message()));
    String hint = message(finding.cure().in(options.dialect()));
    switch (extent) {
      case ALL -> details(finding, hint);
      case NO_DETAILS, SOME -> paragraph("Cure: " + hint);
    }
  }

  private void details(Finding finding, String hint) {
    paragraph("<details>\n<summary>Cure, and what shows it</summary>");
    paragraph("Cure: " + hint);
    finding.toAdd().ifPresent(statement -> paragraph("Add:\n\n" + fenced(statement)));
    List<String> items = new ArrayList<>();
    for (Reference reference : finding.neededBy()) {
      items.add(
          "needed by "
              + code(FindingPlaces.of(reference).toString())
              + " "
              + message(FindingWords.owner(reference)));
    }
    finding
        .statement()
        .ifPresent(
            each ->
                items.add(
                    "policy " + code(each.location().toString()) + " " + message(each.title())));
    finding.startError().ifPresent(error -> items.add("ECS says: " + code(error)));
    finding
        .witness()
        .ifPresent(each -> items.add("for example, " + message(FindingWords.example(each))));
    items.add("fingerprint " + code(finding.fingerprint()));
    paragraph(items.stream().map(item -> "- " + item).collect(Collectors.joining("\n")));
    paragraph("</details>");
  }

  private String fenced(Statement statement) {
    String json =
        PolicyJson.indented(ReportRenderer.describe(statement.toJsonNode(), report.symbols()));
    return Markdown.fenced("json", JsonText.visible(json));
  }

  private void diagnostics() {
    if (report.diagnostics().isEmpty()) {
      return;
    }
    List<Diagnostic> shown =
        report.diagnostics().stream()
            .limit(extent == Extent.SOME ? MOST : Integer.MAX_VALUE)
            .toList();
    paragraph("### Diagnostics");
    paragraph(shown.stream().map(this::line).collect(Collectors.joining("\n")));
    more(report.diagnostics().size() - shown.size());
  }

  private String line(Diagnostic diagnostic) {
    String place = diagnostic.location().map(at -> " " + code(at.toString())).orElse("");
    String hint =
        diagnostic
            .hint()
            .map(each -> "<br>hint: " + message(each.in(options.dialect())))
            .orElse("");
    return "- **"
        + diagnostic.severity().word()
        + "** "
        + Markdown.code(diagnostic.code().toString())
        + place
        + ": "
        + message(diagnostic.message())
        + hint;
  }

  private void more(int count) {
    if (count > 0) {
      paragraph("and " + count + " more");
    }
  }

  private String code(String words) {
    return Markdown.code(report.symbols().describe(words));
  }

  private String message(String words) {
    return Markdown.message(report.symbols().describe(words));
  }

  private void paragraph(String lines) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(lines.stripTrailing()).append('\n');
  }
}
