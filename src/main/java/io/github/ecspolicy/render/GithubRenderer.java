package io.github.ecspolicy.render;

import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Annotations that GitHub shows beside the lines of a pull request.
 *
 * @see <a
 *     href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">Workflow
 *     commands</a>
 */
final class GithubRenderer {
  private final CheckReport report;
  private final RenderOptions options;

  GithubRenderer(CheckReport report, RenderOptions options) {
    this.report = report;
    this.options = options;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Diagnostic diagnostic : report.diagnostics()) {
      List<String> lines = new ArrayList<>(List.of(diagnostic.message()));
      diagnostic.hint().ifPresent(hint -> lines.add("hint: " + hint.in(options.dialect())));
      text.append(
          command(
              diagnostic.severity(), diagnostic.location(), diagnostic.code().toString(), lines));
    }
    for (RoleCheck role : report.roles()) {
      for (Finding finding : role.findings()) {
        text.append(
            command(
                finding.severity(),
                FindingPlaces.primary(role, finding),
                finding.code().toString(),
                lines(role, finding)));
      }
    }
    // numbers alone: a line of the log that begins with two colons would be a command
    return text.append(report.roles().size())
        .append(report.roles().size() == 1 ? " role, " : " roles, ")
        .append(report.findings().size())
        .append(report.findings().size() == 1 ? " finding\n" : " findings\n")
        .toString();
  }

  private List<String> lines(RoleCheck role, Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(finding.message());
    lines.add("role: " + Quotation.quote(role.tasks().name()));
    finding.statement().ifPresent(each -> lines.add("policy: " + FindingWords.place(each)));
    finding.startError().ifPresent(error -> lines.add("ECS says: " + error));
    finding.toAdd().ifPresent(statement -> lines.add("add: " + statement.toJsonNode()));
    lines.add("hint: " + finding.cure().in(options.dialect()));
    return lines;
  }

  private String command(
      Severity severity, Optional<SourceLocation> place, String title, List<String> lines) {
    List<String> properties = new ArrayList<>();
    place.ifPresent(
        at -> {
          properties.add("file=" + property(at.source()));
          properties.add("line=" + at.line());
          properties.add("col=" + at.column());
        });
    properties.add("title=" + property(title));
    List<String> shown = lines.stream().map(this::visible).toList();
    return "::"
        + command(severity)
        + " "
        + String.join(",", properties)
        + "::"
        + escaped(String.join("\n", shown))
        + "\n";
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "notice";
    };
  }

  private String visible(String text) {
    return Quotation.visible(report.symbols().describe(text));
  }

  private String property(String text) {
    return escaped(visible(text)).replace(":", "%3A").replace(",", "%2C");
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
