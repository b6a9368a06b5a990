package io.github.ecspolicy.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.check.FamilyGroup;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FleetReport;
import io.github.ecspolicy.check.FleetReport.Row;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.iam.PolicyJson;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** The rows for programs: every object has all its members. */
final class FleetJson {
  /** By what a finding is about: places depend on how the inputs are cut into files. */
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::code)
          .thenComparing(Finding::subject);

  private FleetJson() {}

  static String of(FleetReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode roles = root.putArray("roles");
    report.roles().forEach(row -> roles.add(of(row)));
    return JsonText.visible(PolicyJson.indented(root)) + "\n";
  }

  private static ObjectNode of(Row row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("role", row.name().orElse(null));
    node.put("account", row.account().orElse(null));
    List<OptionalInt> numbers = FleetRow.numbers(row);
    for (int i = 0; i < numbers.size(); i++) {
      OptionalInt number = numbers.get(i);
      node.put(FleetRow.NAMES.get(i), number.isPresent() ? (Integer) number.getAsInt() : null);
    }
    row.families().forEach(node.putArray("familyNames")::add);
    ArrayNode findings = node.putArray("findings");
    row.check().map(RoleCheck::findings).orElse(List.of()).stream()
        .sorted(ORDER)
        .forEach(finding -> findings.add(of(finding)));
    ArrayNode groups = node.putArray("unrelated");
    row.groups().forEach(group -> groups.add(of(group)));
    return node;
  }

  private static ObjectNode of(Finding finding) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", finding.code().toString());
    node.put("severity", finding.severity().word());
    node.put("message", finding.message());
    node.put("fingerprint", finding.fingerprint());
    return node;
  }

  private static ObjectNode of(FamilyGroup group) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    group.families().forEach(node.putArray("families")::add);
    ArrayNode lost = node.putArray("loses");
    group
        .lost()
        .forEach(
            each -> lost.addObject().put("action", each.action()).put("resource", each.resource()));
    return node;
  }
}
