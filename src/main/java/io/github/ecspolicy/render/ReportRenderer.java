package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.KeyStatus.CustomerKey;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.synthesis.TrustPolicy;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything the tool knows, as evidence for an auditor: the same input gives the same bytes, and
 * every object has all its members, {@code null} where there is nothing to say.
 */
final class ReportRenderer {
  private static final String TOOL = "ecs-policy";

  private ReportRenderer() {}

  static String render(PolicyReport report, RenderOptions options) {
    ObjectNode root = object();
    root.putObject("tool").put("name", TOOL).put("version", report.toolVersion());
    ArrayNode inputs = root.putArray("inputs");
    report
        .inputs()
        .forEach(
            input ->
                inputs.addObject().put("source", input.source()).put("sha256", input.sha256()));
    ArrayNode policies = root.putArray("policies");
    report.policies().forEach(policy -> policies.add(policy(policy, report.symbols())));
    ArrayNode diagnostics = root.putArray("diagnostics");
    report.diagnostics().forEach(each -> diagnostics.add(diagnostic(each, options.dialect())));
    describe(root, report.symbols());
    return JsonText.visible(PolicyJson.indented(root)) + "\n";
  }

  /** Puts expressions into the place of stand-ins in all texts of {@code node}. */
  static JsonNode describe(JsonNode node, Symbols symbols) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(describe(member.getValue(), symbols)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, describe(array.get(i), symbols));
      }
    }
    return node.isTextual() ? TextNode.valueOf(symbols.describe(node.textValue())) : node;
  }

  private static ObjectNode policy(RolePolicy policy, Symbols symbols) {
    ObjectNode node = object();
    node.set("role", role(policy, symbols));
    policy.tasks().forEach(node.putArray("taskDefinitions")::add);
    node.put("policyKind", policy.kind().name().toLowerCase(Locale.ROOT));
    node.put("policyName", policy.name());
    node.put("size", policy.policy().size());
    node.put("quota", policy.kind().quota());
    node.set("policy", policy.policy().toJsonNode());
    ArrayNode parts = node.putArray("parts");
    if (policy.parts().size() > 1) {
      policy.parts().forEach(part -> parts.add(part(part)));
    }
    node.set("trustPolicy", policy.trustPolicy().map(TrustPolicy::toJsonNode).orElse(null));
    ArrayNode patterns = node.putArray("patterns");
    for (Pattern pattern : policy.patterns()) {
      ArrayNode covers = patterns.addObject().put("pattern", pattern.text()).putArray("covers");
      pattern.covers().forEach(covers::add);
    }
    ArrayNode grants = node.putArray("grants");
    policy.grants().forEach(grant -> grants.add(grant(grant)));
    ArrayNode advisories = node.putArray("advisories");
    policy
        .advisories()
        .forEach(
            advisory ->
                advisories
                    .addObject()
                    .put("text", advisory.text())
                    .put("source", advisory.source()));
    return node;
  }

  private static ObjectNode part(Part part) {
    ObjectNode node = object();
    node.put("policyName", part.name());
    node.put("size", part.policy().size());
    node.set("policy", part.policy().toJsonNode());
    return node;
  }

  private static JsonNode role(RolePolicy policy, Symbols symbols) {
    Optional<RoleName> name = RoleName.of(policy, symbols);
    if (name.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    return object()
        .put("name", name.get().shown())
        .put("arn", policy.role().flatMap(ExecutionRole::arn).map(Arn::toString).orElse(null));
  }

  private static ObjectNode grant(Grant grant) {
    ObjectNode node = object();
    node.put("action", grant.action());
    node.put("resource", grant.resource());
    node.set("conditions", conditions(grant));
    ArrayNode references = node.putArray("references");
    grant
        .needs()
        .forEach(
            need ->
                references.add(
                    reference(need, grant.key(need)).put("reason", Reason.of(grant, need))));
    return node;
  }

  private static JsonNode conditions(Grant grant) {
    JsonNode written =
        new Statement(
                Optional.empty(),
                Effect.ALLOW,
                List.of(grant.action()),
                List.of(grant.resource()),
                grant.conditions())
            .toJsonNode()
            .path("Condition");
    return written.isMissingNode() ? object() : written;
  }

  private static ObjectNode reference(ResolvedReference need, KeyStatus key) {
    Reference reference = need.reference();
    ObjectNode node = object();
    putLocation(node, Optional.of(reference.value().location()));
    node.put("taskDefinition", reference.task());
    node.put("container", reference.container().orElse(null));
    node.put("field", reference.field().path());
    node.put("name", reference.name().orElse(null));
    node.put("valueFrom", reference.value().text());
    node.put("resource", need.resource().map(Arn::toString).orElse("*"));
    node.putObject("key").put("status", key.words()).put("arn", arn(key));
    return node;
  }

  private static String arn(KeyStatus status) {
    return status instanceof CustomerKey customer ? customer.key().toString() : null;
  }

  static ObjectNode diagnostic(Diagnostic diagnostic, Dialect dialect) {
    ObjectNode node = object();
    node.put("code", diagnostic.code().toString());
    node.put("severity", diagnostic.severity().word());
    node.put("message", diagnostic.message());
    node.put("hint", diagnostic.hint().map(hint -> hint.in(dialect)).orElse(null));
    putLocation(node, diagnostic.location());
    return node;
  }

  static void putLocation(ObjectNode node, Optional<SourceLocation> location) {
    node.put("file", location.map(SourceLocation::source).orElse(null));
    node.put("line", location.map(SourceLocation::line).orElse(null));
    node.put("column", location.map(SourceLocation::column).orElse(null));
    node.put("pointer", location.map(place -> place.pointer().toString()).orElse(null));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
