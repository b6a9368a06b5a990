package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Advisory;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A comment for a pull request: each policy, and folded below it what each permission is for. Where
 * that is longer than GitHub takes, the tables are left out, which {@code explain} prints, and
 * where it still is, the policies too.
 */
final class MarkdownRenderer {
  // "Body is too long (maximum is 65536 characters)", says GitHub of a longer one
  private static final int LONGEST = 65_536;

  /** Diagnostics, where even the policies are left out. */
  private static final int MOST = 30;

  private final Symbols symbols;
  private final Dialect dialect;
  private final Extent extent;
  private final StringBuilder text = new StringBuilder();

  /** How much a comment holds. */
  private enum Extent {
    ALL,
    NO_TABLES,
    NAMES
  }

  private MarkdownRenderer(PolicyReport report, Dialect dialect, Extent extent) {
    this.symbols = report.symbols();
    this.dialect = dialect;
    this.extent = extent;
  }

  static String render(PolicyReport report, RenderOptions options) {
    String text = "";
    for (Extent extent : Extent.values()) {
      text = render(report, options.dialect(), extent);
      if (text.length() <= LONGEST) {
        return text;
      }
    }
    return text;
  }

  private static String render(PolicyReport report, Dialect dialect, Extent extent) {
    MarkdownRenderer renderer = new MarkdownRenderer(report, dialect, extent);
    if (report.policies().isEmpty()) {
      renderer.paragraph("Nothing to grant: there is no policy.");
    }
    report.policies().forEach(renderer::add);
    renderer.diagnostics(report.diagnostics());
    return renderer.text.toString();
  }

  private void add(RolePolicy policy) {
    paragraph(
        "## Execution role " + RoleName.shown(policy, symbols).map(this::code).orElse("unknown"));
    paragraph(
        (policy.tasks().size() == 1 ? "Task definition: " : "Task definitions: ")
            + policy.tasks().stream().map(this::code).collect(Collectors.joining(", ")));
    if (policy.isEmpty()) {
      paragraph("Nothing to grant: these task definitions need nothing that the policy covers.");
    } else {
      policy
          .parts()
          .forEach(part -> document(title(policy, part), part.policy().toJsonNode(), policy));
      grants(policy);
    }
    policy
        .trustPolicy()
        .ifPresent(trust -> document("Trust policy", (ObjectNode) trust.toJsonNode(), policy));
    advisories(policy.advisories());
  }

  private static String title(RolePolicy policy, Part part) {
    String words =
        switch (policy.kind()) {
          case INLINE -> "Inline policy ";
          case MANAGED -> "Managed policy ";
        };
    return words + Markdown.code(part.name());
  }

  /** What only AWS will know is shown as a template of CloudFormation has it. */
  private void document(String title, ObjectNode document, RolePolicy policy) {
    switch (extent) {
      case ALL, NO_TABLES -> {
        paragraph(title + ":");
        JsonNode expressed = StackText.in(policy, symbols).of(document);
        paragraph(
            expressed.equals(document)
                ? Markdown.fenced("json", JsonText.visible(PolicyJson.indented(document)))
                : Markdown.fenced("yaml", YamlText.of((ObjectNode) expressed)));
      }
      case NAMES -> paragraph(title + " is too long for a comment: see `ecs-policy generate`.");
    }
  }

  private void grants(RolePolicy policy) {
    int rows = policy.grants().stream().mapToInt(grant -> grant.needs().size()).sum();
    if (extent != Extent.ALL) {
      paragraph("What each permission is for is too long for a comment: see `ecs-policy explain`.");
      return;
    }
    boolean severalTasks = policy.tasks().size() > 1;
    List<String> header = new ArrayList<>(List.of("Permission", "Resource"));
    GrantTable.header(severalTasks).forEach(word -> header.add(capitalised(word)));
    paragraph("<details>\n<summary>What each permission is for (" + rows + ")</summary>");
    text.append('\n');
    row(header);
    row(header.stream().map(word -> "---").toList());
    for (Grant grant : policy.grants()) {
      for (ResolvedReference need : grant.needs()) {
        row(cells(grant, GrantTable.row(grant, need, severalTasks, symbols)));
      }
    }
    text.append('\n');
    paragraph("</details>");
  }

  private List<String> cells(Grant grant, List<String> row) {
    List<String> cells = new ArrayList<>();
    cells.add(Markdown.code(grant.action()));
    cells.add(
        code(grant.resource())
            + grant.conditions().stream()
                .map(condition -> "<br>if " + code(GrantTable.words(condition)))
                .collect(Collectors.joining()));
    int last = row.size() - 1;
    row.subList(0, last - 1).forEach(cell -> cells.add(Markdown.code(cell)));
    // the state of the key and the reason are sentences
    row.subList(last - 1, row.size()).forEach(cell -> cells.add(Markdown.message(cell)));
    return cells;
  }

  private static String capitalised(String word) {
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void advisories(List<Advisory> advisories) {
    if (!advisories.isEmpty()) {
      paragraph("### Notes");
      paragraph(
          advisories.stream()
              .map(each -> "- " + message(each.text()) + " ([AWS](<" + each.source() + ">))")
              .collect(Collectors.joining("\n")));
    }
  }

  private void diagnostics(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      int shown = extent == Extent.NAMES ? Math.min(MOST, diagnostics.size()) : diagnostics.size();
      int more = diagnostics.size() - shown;
      paragraph("## Diagnostics");
      paragraph(
          diagnostics.stream().limit(shown).map(this::line).collect(Collectors.joining("\n"))
              + (more > 0 ? "\n- and " + more + " more" : ""));
    }
  }

  private String line(Diagnostic diagnostic) {
    String place = diagnostic.location().map(at -> " " + code(at.toString())).orElse("");
    String hint =
        diagnostic.hint().map(each -> "<br>hint: " + message(each.in(dialect))).orElse("");
    return "- **"
        + diagnostic.severity().word()
        + "** "
        + Markdown.code(diagnostic.code().toString())
        + place
        + ": "
        + message(diagnostic.message())
        + hint;
  }

  private String code(String words) {
    return Markdown.code(symbols.describe(words));
  }

  private String message(String words) {
    return Markdown.message(symbols.describe(words));
  }

  private void paragraph(String lines) {
    if (!text.isEmpty() && !text.toString().endsWith("\n\n")) {
      text.append('\n');
    }
    text.append(lines.stripTrailing()).append('\n');
  }
}
