package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.PolicyFix;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.PolicyJson;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The policy that would be right for each role, and how it differs from those that it has. */
final class FixRenderer {
  private static final String NEW_POLICY = "policy.json";

  private final CheckReport report;
  private final Symbols symbols;

  FixRenderer(CheckReport report) {
    this.report = report;
    this.symbols = report.symbols();
  }

  /**
   * What is to be done about one role.
   *
   * @param policy to write; empty if there is nothing to mend, or if none is needed
   * @param diff against the policies that it has
   * @param steps in words
   */
  private record Mending(Optional<JsonNode> policy, String diff, List<String> steps) {}

  String text() {
    List<String> blocks = new ArrayList<>();
    for (RoleCheck role : report.roles()) {
      Mending mending = mending(role);
      List<String> sections = new ArrayList<>();
      if (report.roles().size() > 1) {
        sections.add("# role " + quote(role.tasks().name()) + "\n");
      }
      mending.policy().ifPresent(policy -> sections.add(visible(policy) + "\n"));
      sections.add(mending.diff());
      sections.add(mending.steps().stream().map(step -> step + "\n").collect(Collectors.joining()));
      sections.removeIf(String::isEmpty);
      blocks.add(String.join("\n", sections));
    }
    return String.join("\n", blocks);
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode roles = root.putArray("roles");
    for (RoleCheck role : report.roles()) {
      Mending mending = mending(role);
      ObjectNode node = roles.addObject().put("role", role.tasks().name());
      role.tasks().families().forEach(node.putArray("taskDefinitions")::add);
      node.set("policy", mending.policy().orElse(JsonNodeFactory.instance.nullNode()));
      node.put("diff", mending.diff());
      mending.steps().forEach(node.putArray("steps")::add);
    }
    return visible(root) + "\n";
  }

  private static String visible(JsonNode node) {
    return JsonText.visible(PolicyJson.indented(node));
  }

  private Mending mending(RoleCheck role) {
    UnaryOperator<JsonNode> spelling = spelling(role);
    Optional<PolicyFix> fix = PolicyFix.of(role);
    return fix.map(each -> mending(role, each, spelling))
        .orElseGet(
            () -> {
              List<String> steps = new ArrayList<>();
              steps.add("nothing to mend in the policies of " + name(role));
              steps.addAll(elsewhere(PolicyFix.elsewhere(role)));
              return new Mending(Optional.empty(), "", steps);
            });
  }

  private Mending mending(RoleCheck role, PolicyFix fix, UnaryOperator<JsonNode> spelling) {
    JsonNode right = fix.policy().toJsonNode();
    List<WrittenPolicy> replaced = fix.replaced();
    boolean isNeeded = !fix.policy().statements().isEmpty();
    StringBuilder diff = new StringBuilder();
    List<String> steps = new ArrayList<>();
    if (isNeeded && replaced.isEmpty()) {
      diff.append(PolicyDiff.addition(NEW_POLICY, right, spelling));
      steps.add("give this policy to " + name(role));
    }
    if (!isNeeded) {
      steps.add("the tasks need no policy for " + name(role));
    }
    for (WrittenPolicy policy : replaced) {
      String shown = symbols.describe(Quotation.visible(policy.name()));
      if (isNeeded && policy == replaced.get(0)) {
        diff.append(PolicyDiff.between(shown, policy.document(), right, spelling));
      } else {
        diff.append(PolicyDiff.removal(shown, policy.document(), spelling));
        steps.add(
            "remove "
                + quote(symbols.describe(policy.name()))
                + ": "
                + (isNeeded
                    ? "what the tasks need of it stands in the policy above"
                    : "see above"));
      }
    }
    fix.detached().forEach(policy -> steps.add(detachment(policy, isNeeded)));
    role.allowed()
        .unknownPolicies()
        .forEach(
            arn -> steps.add("left as it is, since nobody has shown what it says: " + quote(arn)));
    fix.blocking()
        .forEach(
            each ->
                steps.add(
                    each.title() + " denies what the tasks need: narrow it, if it is to stay"));
    steps.addAll(elsewhere(fix.elsewhere()));
    return new Mending(
        isNeeded ? Optional.of(spelling.apply(right)) : Optional.empty(),
        diff.toString(),
        steps.stream().map(symbols::describe).toList());
  }

  private static String detachment(WrittenPolicy policy, boolean isNeeded) {
    return "detach "
        + quote(policy.name())
        + (isNeeded ? ": what the tasks need of it stands in the policy above" : "");
  }

  private List<String> elsewhere(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                symbols.describe(
                    "not mended by this: " + finding.code() + ": " + finding.message()))
        .toList();
  }

  private String name(RoleCheck role) {
    return "the role " + quote(symbols.describe(role.tasks().name()));
  }

  /** A role that all its task definitions share a template with has its policy there too. */
  private UnaryOperator<JsonNode> spelling(RoleCheck role) {
    List<Origin> origins = role.tasks().origins();
    List<Origin.Stack> stacks =
        origins.stream()
            .filter(Origin.Stack.class::isInstance)
            .map(Origin.Stack.class::cast)
            .toList();
    if (stacks.isEmpty() || stacks.size() < origins.size()) {
      return node -> ReportRenderer.describe(node.deepCopy(), symbols);
    }
    boolean anyRegion = stacks.stream().anyMatch(stack -> symbols.areIn(stack.region()));
    return new StackText(symbols, anyRegion)::of;
  }
}
