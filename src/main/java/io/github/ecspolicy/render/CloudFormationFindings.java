package io.github.ecspolicy.render;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.synthesis.Grant;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Origin;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said of policies that become part of a template of CloudFormation. */
final class CloudFormationFindings {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
  private static final String DYNAMIC_REFERENCE = "{{resolve:";

  private CloudFormationFindings() {}

  static List<Diagnostic> of(PolicyReport report) {
    List<Diagnostic> diagnostics = new ArrayList<>(dynamicReferences(report));
    Set<String> services = new LinkedHashSet<>();
    for (RolePolicy policy : report.policies()) {
      if (!policy.isEmpty()) {
        policy.stacks().forEach(stack -> services.addAll(stack.services()));
      }
    }
    if (!services.isEmpty()) {
      diagnostics.add(await(services));
    }
    defaults(report)
        .forEach((template, parameters) -> diagnostics.add(fixed(template, parameters)));
    return List.copyOf(diagnostics);
  }

  /** Returns what is said of texts that become part of any template, whoever writes that. */
  static List<Diagnostic> dynamicReferences(PolicyReport report) {
    Map<String, Grant> replaced = new LinkedHashMap<>();
    for (RolePolicy policy : report.policies()) {
      policy.grants().stream()
          .filter(grant -> grant.resource().contains(DYNAMIC_REFERENCE))
          .forEach(grant -> replaced.putIfAbsent(grant.resource(), grant));
    }
    return replaced.values().stream().map(grant -> dynamic(grant, report.symbols())).toList();
  }

  /** The parameters whose defaults the policies hang on, by template. */
  private static Map<String, Set<String>> defaults(PolicyReport report) {
    Map<String, Set<String>> parameters = new TreeMap<>();
    for (RolePolicy policy : report.policies()) {
      String words = words(policy, report.symbols());
      for (Origin.Stack stack : policy.stacks()) {
        for (Origin.Default used : stack.defaults()) {
          if (used.isDecisive() || !used.value().isEmpty() && words.contains(used.value())) {
            parameters
                .computeIfAbsent(stack.template().source(), source -> new TreeSet<>())
                .add(used.parameter());
          }
        }
      }
    }
    return parameters;
  }

  /** All that is known of what the policy allows, and to whom. */
  private static String words(RolePolicy policy, Symbols symbols) {
    List<String> texts = new ArrayList<>();
    policy.role().ifPresent(role -> texts.add(role.toString()));
    for (Grant grant : policy.grants()) {
      texts.add(grant.resource());
      grant.conditions().forEach(condition -> texts.addAll(condition.values()));
    }
    return texts.stream()
        .flatMap(text -> symbols.parts(text).stream())
        .map(part -> part instanceof Symbols.Part.Literal literal ? literal.text() : "")
        .collect(Collectors.joining("\n"));
  }

  private static Diagnostic fixed(String template, Set<String> parameters) {
    String names = parameters.stream().map(each -> quote(each)).collect(Collectors.joining(", "));
    boolean one = parameters.size() == 1;
    return Diagnostic.of(
            DiagnosticCode.TEMPLATE_DEFAULT,
            "the policy for "
                + quote(template)
                + " is right where "
                + names
                + (one ? " has its default" : " have their defaults"))
        .withHint("write another one for each other value, given with ", Setting.PARAMETER);
  }

  /** CloudFormation has no way to write such a text and mean it. */
  private static Diagnostic dynamic(Grant grant, Symbols symbols) {
    return Diagnostic.at(
            grant.needs().get(0).reference().value().location(),
            DiagnosticCode.DYNAMIC_RESOURCE,
            "CloudFormation would put a value in the place of a part of "
                + quote(symbols.describe(grant.resource())))
        .withHint("choose another ", Setting.FORMAT);
  }

  private static Diagnostic await(Set<String> services) {
    String names = services.stream().map(each -> quote(each)).collect(Collectors.joining(", "));
    boolean one = services.size() == 1;
    return Diagnostic.of(
            DiagnosticCode.SERVICE_BEFORE_POLICY,
            names
                + (one ? " has" : " have")
                + " to wait for the policy, or tasks may start without it")
        .withHint(
            "merge what stands under `MergeIntoResources` into the resources of the template");
  }
}
