package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.Quotation;
import java.util.stream.Collectors;

/** Findings as people read them: where, what, who needs it, what mends it, what shows it. */
final class CheckTextRenderer {
  private final CheckReport report;
  private final RenderOptions options;

  CheckTextRenderer(CheckReport report, RenderOptions options) {
    this.report = report;
    this.options = options;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (RoleCheck role : report.roles()) {
      for (Finding finding : role.findings()) {
        String lines =
            FindingWords.lines(finding, options.dialect()).stream()
                .map(this::visible)
                .collect(Collectors.joining("\n  "));
        text.append(lines).append('\n');
      }
      text.append(visible(summary(role))).append('\n');
    }
    return text.toString();
  }

  private String visible(String line) {
    return Quotation.visible(report.symbols().describe(line));
  }

  private static String summary(RoleCheck role) {
    return "role "
        + quote(role.tasks().name())
        + " ("
        + role.tasks().families().stream().map(Quotation::quote).collect(Collectors.joining(", "))
        + "): "
        + FindingWords.count(role, Category.MISSING)
        + " missing, "
        + FindingWords.count(role, Category.BROADER)
        + " broader than needed, "
        + FindingWords.count(role, Category.UNUSED)
        + " unused, "
        + FindingWords.count(role, Category.OTHER)
        + " other"
        + (role.accepted().isEmpty() ? "" : ", " + role.accepted().size() + " accepted");
  }
}
