package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.check.Witness;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.reference.Reference;
import java.util.ArrayList;
import java.util.List;
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
      role.findings().forEach(finding -> text.append(text(finding)).append('\n'));
      text.append(summary(role)).append('\n');
    }
    return report.symbols().describe(text.toString());
  }

  private String text(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(
        finding.location().map(place -> place + ": ").orElse("")
            + finding.severity().word()
            + "["
            + finding.code()
            + "]: "
            + finding.message());
    finding.neededBy().forEach(reference -> lines.add("needed by: " + field(reference)));
    finding.statement().ifPresent(statement -> lines.add("policy: " + place(statement)));
    finding.startError().ifPresent(error -> lines.add("ECS says: " + error));
    finding
        .toAdd()
        .ifPresent(
            statement -> lines.add("add: " + Quotation.visible(statement.toJsonNode().toString())));
    finding.witness().ifPresent(witness -> lines.add("for example: " + example(witness)));
    lines.add("hint: " + finding.cure().in(options.dialect()));
    return String.join("\n  ", lines);
  }

  private static String field(Reference reference) {
    return reference.value().location()
        + " task definition "
        + quote(reference.task())
        + reference.container().map(name -> ", container " + quote(name)).orElse("")
        + ", "
        + reference.value().location().pointer();
  }

  private static String place(AttachedStatement statement) {
    return statement.location() + " " + statement.title();
  }

  private static String example(Witness witness) {
    return request(witness.request())
        + " is "
        + answer(witness.given())
        + ", and should be "
        + answer(witness.needed());
  }

  private static String request(AccessRequest request) {
    String context =
        request.context().entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
            .collect(Collectors.joining(", "));
    return quote(request.action())
        + " on "
        + quote(request.resource())
        + (context.isEmpty() ? "" : " (" + Quotation.visible(context) + ")");
  }

  private static String answer(Decision decision) {
    return switch (decision) {
      case ALLOWED -> "allowed";
      case CONDITIONAL -> "allowed under conditions";
      case IMPLICITLY_DENIED -> "not allowed";
      case EXPLICITLY_DENIED -> "denied";
    };
  }

  private static String summary(RoleCheck role) {
    return "role "
        + quote(role.tasks().name())
        + " ("
        + role.tasks().families().stream().map(Quotation::quote).collect(Collectors.joining(", "))
        + "): "
        + count(role, Category.MISSING)
        + " missing, "
        + count(role, Category.BROADER)
        + " broader than needed, "
        + count(role, Category.UNUSED)
        + " unused, "
        + count(role, Category.OTHER)
        + " other"
        + (role.accepted().isEmpty() ? "" : ", " + role.accepted().size() + " accepted");
  }

  private static long count(RoleCheck role, Category category) {
    return role.findings().stream()
        .filter(finding -> finding.code().category() == category)
        .count();
  }
}
