package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.check.AcceptedFinding;
import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.check.Witness;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.Reference;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a check knows, for programs: the same input gives the same bytes, and every object has
 * all its members, {@code null} where there is nothing to say.
 */
final class CheckJsonRenderer {
  private static final String TOOL = "ecs-policy";

  private final CheckReport report;
  private final FailOn failOn;
  private final RenderOptions options;

  CheckJsonRenderer(CheckReport report, FailOn failOn, RenderOptions options) {
    this.report = report;
    this.failOn = failOn;
    this.options = options;
  }

  String text() {
    ObjectNode root = object();
    root.putObject("tool").put("name", TOOL).put("version", report.toolVersion());
    root.put("failOn", FindingWords.word(failOn));
    root.put("fails", report.findings().stream().anyMatch(failOn::failsOn));
    ArrayNode inputs = root.putArray("inputs");
    report
        .inputs()
        .forEach(
            input ->
                inputs.addObject().put("source", input.source()).put("sha256", input.sha256()));
    ArrayNode roles = root.putArray("roles");
    report.roles().forEach(role -> roles.add(role(role)));
    ArrayNode diagnostics = root.putArray("diagnostics");
    report
        .diagnostics()
        .forEach(each -> diagnostics.add(ReportRenderer.diagnostic(each, options.dialect())));
    return JsonText.visible(PolicyJson.indented(ReportRenderer.describe(root, report.symbols())))
        + "\n";
  }

  private ObjectNode role(RoleCheck role) {
    ObjectNode node = object();
    node.put("name", role.tasks().name());
    putTexts(node, "taskDefinitions", role.tasks().families());
    node.put("scope", FindingWords.word(role.tasks().scope()));
    node.set("authorization", authorization(role.allowed()));
    ArrayNode findings = node.putArray("findings");
    role.findings().forEach(finding -> findings.add(finding(finding)));
    ArrayNode accepted = node.putArray("accepted");
    role.accepted().forEach(each -> accepted.add(accepted(each)));
    return node;
  }

  private static ObjectNode authorization(RoleAuthorization allowed) {
    RoleIdentity role = allowed.role();
    ObjectNode node = object();
    node.put("account", role.account().orElse(null));
    node.put("definedIn", role.source().orElse(null));
    node.put("id", role.id().orElse(null));
    node.put("isWhole", allowed.isWhole());
    ArrayNode policies = node.putArray("policies");
    allowed.policies().forEach(policy -> policies.add(policy(policy)));
    putTexts(node, "unknownPolicies", allowed.unknownPolicies());
    node.set("boundary", allowed.boundary().map(CheckJsonRenderer::policy).orElse(null));
    node.put("unknownBoundary", allowed.unknownBoundary().orElse(null));
    node.set("trustPolicy", allowed.trustPolicy().map(CheckJsonRenderer::policy).orElse(null));
    return node;
  }

  private static ObjectNode policy(WrittenPolicy policy) {
    ObjectNode node = object();
    node.put("name", policy.name());
    node.put("kind", FindingWords.word(policy.kind()));
    ReportRenderer.putLocation(node, Optional.of(policy.location()));
    return node;
  }

  private ObjectNode accepted(AcceptedFinding accepted) {
    ObjectNode node = finding(accepted.finding()).put("fails", false);
    node.putObject("acceptance")
        .put("justification", accepted.acceptance().justification())
        .put("expires", accepted.acceptance().expires().map(LocalDate::toString).orElse(null));
    return node;
  }

  private ObjectNode finding(Finding finding) {
    ObjectNode node = object();
    node.put("code", finding.code().toString());
    node.put("category", FindingWords.word(finding.code().category()));
    node.put("severity", finding.severity().word());
    node.put("fails", failOn.failsOn(finding));
    node.put("fingerprint", finding.fingerprint());
    node.put("subject", finding.subject());
    node.put("message", finding.message());
    node.put("hint", finding.cure().in(options.dialect()));
    ReportRenderer.putLocation(node, finding.location());
    ArrayNode needs = node.putArray("neededBy");
    finding.neededBy().forEach(reference -> needs.add(need(reference)));
    node.set("statement", finding.statement().map(CheckJsonRenderer::statement).orElse(null));
    node.set("add", finding.toAdd().map(Statement::toJsonNode).orElse(null));
    node.set("witness", finding.witness().map(CheckJsonRenderer::witness).orElse(null));
    node.put("startError", finding.startError().orElse(null));
    return node;
  }

  private static ObjectNode need(Reference reference) {
    ObjectNode node = object();
    ReportRenderer.putLocation(node, Optional.of(reference.value().location()));
    node.put("taskDefinition", reference.task());
    node.put("container", reference.container().orElse(null));
    node.put("field", reference.field().path());
    node.put("name", reference.name().orElse(null));
    node.put("value", reference.value().text());
    return node;
  }

  private static ObjectNode statement(AttachedStatement statement) {
    SourceLocation place = statement.location();
    ObjectNode node = object();
    node.put("policy", statement.policy().name());
    node.put("kind", FindingWords.word(statement.policy().kind()));
    node.put("index", statement.index());
    node.put("sid", statement.statement().sid().orElse(null));
    ReportRenderer.putLocation(node, Optional.of(place));
    node.set("document", statement.statement().toJsonNode());
    return node;
  }

  private static ObjectNode witness(Witness witness) {
    ObjectNode node = object();
    node.put("action", witness.request().action());
    node.put("resource", witness.request().resource());
    ObjectNode context = node.putObject("context");
    for (Map.Entry<String, List<String>> key : witness.request().context().entrySet()) {
      putTexts(context, key.getKey(), key.getValue());
    }
    node.put("given", FindingWords.word(witness.given()));
    node.put("needed", FindingWords.word(witness.needed()));
    return node;
  }

  private static void putTexts(ObjectNode node, String name, List<String> texts) {
    texts.forEach(node.putArray(name)::add);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
