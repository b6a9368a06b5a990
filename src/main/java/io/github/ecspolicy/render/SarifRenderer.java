package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.check.AcceptedFinding;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.reference.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings as code scanning reads them.
 *
 * @see <a
 *     href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os.html">
 *     Static Analysis Results Interchange Format 2.1.0</a>
 */
final class SarifRenderer {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** The number is part of it: a fingerprint that is made in another way gets another name. */
  private static final String FINGERPRINT = "ecsPolicy/v1";

  private final CheckReport report;
  private final RenderOptions options;
  private final FindingsPage page = FindingsPage.read();

  SarifRenderer(CheckReport report, RenderOptions options) {
    this.report = report;
    this.options = options;
  }

  String text() {
    ObjectNode root = object();
    root.put("version", "2.1.0");
    root.put("$schema", SCHEMA);
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "ecs-policy").put("version", report.toolVersion());
    ArrayNode rules = driver.putArray("rules");
    for (FindingCode code : FindingCode.values()) {
      rules.add(rule(code));
    }
    run.putArray("invocations").add(invocation());
    ArrayNode artifacts = run.putArray("artifacts");
    report
        .inputs()
        .forEach(
            input -> {
              ObjectNode artifact = artifacts.addObject();
              artifact.putObject("location").put("uri", SarifPlaces.uri(input.source()));
              artifact.putObject("hashes").put("sha-256", input.sha256());
            });
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    for (RoleCheck role : report.roles()) {
      role.findings().forEach(finding -> results.add(result(role, finding, Optional.empty())));
      role.accepted().forEach(each -> results.add(result(role, each.finding(), Optional.of(each))));
    }
    return JsonText.visible(PolicyJson.indented(root)) + "\n";
  }

  private ObjectNode rule(FindingCode code) {
    FindingsPage.Entry entry = page.of(code);
    ObjectNode rule = object();
    rule.put("id", code.toString());
    rule.putObject("shortDescription").put("text", literal(entry.meaning()));
    rule.putObject("fullDescription").put("text", literal(entry.meaning() + " " + entry.cause()));
    // Markdown has links of its own, and only braces are SARIF's
    rule.putObject("help")
        .put("text", literal(entry.plain()))
        .put("markdown", withoutPlaceholders(entry.markdown()));
    rule.put("helpUri", entry.link());
    rule.putObject("defaultConfiguration").put("level", level(code.severity()));
    rule.putObject("properties")
        .putArray("tags")
        .add("security")
        .add(FindingWords.word(code.category()));
    return rule;
  }

  private ObjectNode invocation() {
    ObjectNode invocation = object();
    invocation.put("executionSuccessful", !report.hasErrors());
    ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
    report.diagnostics().forEach(diagnostic -> notifications.add(notification(diagnostic)));
    return invocation;
  }

  private ObjectNode notification(Diagnostic diagnostic) {
    ObjectNode notification = object();
    notification.putObject("descriptor").put("id", diagnostic.code().toString());
    notification.put("level", level(diagnostic.severity()));
    String hint = diagnostic.hint().map(each -> "\nhint: " + each.in(options.dialect())).orElse("");
    notification.set("message", message(diagnostic.message() + hint));
    diagnostic
        .location()
        .ifPresent(place -> notification.putArray("locations").add(SarifPlaces.location(place)));
    return notification;
  }

  private ObjectNode result(RoleCheck role, Finding finding, Optional<AcceptedFinding> accepted) {
    ObjectNode result = object();
    result.put("ruleId", finding.code().toString());
    result.put("ruleIndex", finding.code().ordinal());
    result.put("level", level(finding.severity()));
    result.set("message", message(String.join("\n", lines(finding))));
    ArrayNode locations = result.putArray("locations");
    Optional<SourceLocation> primary = FindingPlaces.primary(role, finding);
    primary.ifPresent(place -> locations.add(SarifPlaces.location(place)));
    result.set("relatedLocations", related(finding, primary));
    result.putObject("partialFingerprints").put(FINGERPRINT, finding.fingerprint());
    // all results of a run have them, or none:
    ArrayNode suppressions = result.putArray("suppressions");
    accepted.ifPresent(
        each ->
            suppressions
                .addObject()
                .put("kind", "external")
                .put("status", "accepted")
                .put("justification", described(each.acceptance().justification())));
    return result;
  }

  private List<String> lines(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(finding.message());
    finding.startError().ifPresent(error -> lines.add("ECS says: " + error));
    finding.witness().ifPresent(each -> lines.add("for example: " + FindingWords.example(each)));
    finding.toAdd().ifPresent(statement -> lines.add("add: " + statement.toJsonNode()));
    lines.add("hint: " + finding.cure().in(options.dialect()));
    return lines;
  }

  /** What needs it, and which statement it is about, but for the place that is shown anyway. */
  private ArrayNode related(Finding finding, Optional<SourceLocation> primary) {
    Map<SourceLocation, String> places = new LinkedHashMap<>();
    for (Reference reference : finding.neededBy()) {
      places.putIfAbsent(FindingPlaces.of(reference), "needed by " + FindingWords.owner(reference));
    }
    finding.statement().ifPresent(each -> places.putIfAbsent(each.location(), each.title()));
    finding.location().ifPresent(place -> places.putIfAbsent(place, "what it is about"));
    primary.ifPresent(places::remove);
    ArrayNode related = JsonNodeFactory.instance.arrayNode();
    places.forEach(
        (place, words) ->
            related.add(
                SarifPlaces.location(place)
                    .put("id", related.size() + 1)
                    .set("message", message(words))));
    return related;
  }

  private static String level(Severity severity) {
    return severity.word();
  }

  private ObjectNode message(String lines) {
    return object().put("text", literal(described(lines)));
  }

  /** Returns what is known in place of stand-ins; line ends stay. */
  private String described(String lines) {
    StringBuilder described = new StringBuilder();
    for (String line : lines.split("\n", -1)) {
      described.append(described.isEmpty() ? "" : "\n");
      described.append(Quotation.visible(report.symbols().describe(line)));
    }
    return described.toString();
  }

  /**
   * Returns {@code text} so that SARIF finds no placeholder and no link in it: section 3.11.5 wants
   * all braces doubled, and what section 3.11.6 takes for a link always has a bracket before a
   * parenthesis.
   */
  private static String literal(String text) {
    return withoutPlaceholders(text).replace("](", "] (");
  }

  private static String withoutPlaceholders(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
