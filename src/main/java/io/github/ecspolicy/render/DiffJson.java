package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.check.AttachedStatement;
import io.github.ecspolicy.check.DiffReport;
import io.github.ecspolicy.check.DiffReport.ChangedPermission;
import io.github.ecspolicy.check.DiffReport.PolicyChange;
import io.github.ecspolicy.check.DiffReport.RoleChange;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.template.Symbols;
import java.util.List;
import java.util.Locale;

/** A difference for programs: every object has all its members. */
final class DiffJson {
  private DiffJson() {}

  static String of(DiffReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("differs", report.hasDifferences());
    if (report instanceof DiffReport.OfTasks tasks) {
      root.put("kind", "task-definitions");
      ArrayNode roles = root.putArray("roles");
      tasks.roles().forEach(role -> roles.add(of(role, tasks)));
    } else if (report instanceof DiffReport.OfPolicies policies) {
      root.put("kind", "policies");
      ArrayNode roles = root.putArray("roles");
      policies.roles().forEach(role -> roles.add(of(role)));
    }
    return JsonText.visible(PolicyJson.indented(root)) + "\n";
  }

  private static ObjectNode of(RoleChange role, DiffReport.OfTasks report) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("role", role.role().orElse(null));
    role.familiesBefore().forEach(node.putArray("familiesBefore")::add);
    role.familiesAfter().forEach(node.putArray("familiesAfter")::add);
    ArrayNode gains = node.putArray("gains");
    role.gained().forEach(grant -> gains.add(of(grant, report.after())));
    ArrayNode loses = node.putArray("loses");
    role.lost().forEach(grant -> loses.add(of(grant, report.before())));
    return node;
  }

  private static ObjectNode of(Grant grant, Symbols symbols) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("action", grant.action());
    node.put("resource", symbols.describe(grant.resource()));
    conditions(node, grant.conditions(), symbols);
    ArrayNode neededBy = node.putArray("neededBy");
    for (ResolvedReference need : grant.needs()) {
      Reference reference = need.reference();
      ObjectNode field = neededBy.addObject();
      field.put("taskDefinition", symbols.describe(reference.task()));
      field.put("container", reference.container().orElse(null));
      field.put("field", reference.fieldName());
      field.put("value", symbols.describe(reference.value().text()));
      place(field, reference.value().location());
      field.put("reason", symbols.describe(Reason.of(grant, need)));
    }
    return node;
  }

  private static void conditions(ObjectNode node, List<Condition> conditions, Symbols symbols) {
    ArrayNode all = node.putArray("conditions");
    conditions.forEach(each -> all.add(symbols.describe(GrantTable.words(each))));
  }

  private static void place(ObjectNode node, SourceLocation location) {
    node.put("source", location.source());
    node.put("line", location.line());
  }

  private static ObjectNode of(PolicyChange role) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("role", role.role().orElse(null));
    node.put("rewritten", role.isRewritten());
    ArrayNode gains = node.putArray("gains");
    role.gained().forEach(change -> gains.add(of(change)));
    ArrayNode loses = node.putArray("loses");
    role.lost().forEach(change -> loses.add(of(change)));
    return node;
  }

  private static ObjectNode of(ChangedPermission change) {
    AttachedStatement statement = change.statement();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("action", change.action());
    node.put("resource", change.resource());
    conditions(node, statement.statement().conditions(), Symbols.NONE);
    node.put("policy", statement.policy().name());
    node.put("statement", statement.index());
    node.put("sid", statement.statement().sid().orElse(null));
    place(node, statement.location());
    ObjectNode witness = node.putObject("witness");
    witness.put("action", change.witness().action());
    witness.put("resource", change.witness().resource());
    ObjectNode context = witness.putObject("context");
    change
        .witness()
        .context()
        .forEach((key, values) -> values.forEach(context.withArrayProperty(key)::add));
    witness.put("before", word(change.before()));
    witness.put("after", word(change.after()));
    return node;
  }

  private static String word(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
