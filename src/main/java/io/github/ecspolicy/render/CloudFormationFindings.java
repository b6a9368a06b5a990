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
import java.util.stream.Collectors;

/** What is said of policies that become part of a template of CloudFormation. */
final class CloudFormationFindings {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
  private static final String DYNAMIC_REFERENCE = "{{resolve:";

  private CloudFormationFindings() {}

  static List<Diagnostic> of(PolicyReport report) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Set<String> services = new LinkedHashSet<>();
    Map<String, Grant> replaced = new LinkedHashMap<>();
    for (RolePolicy policy : report.policies()) {
      for (Origin origin : policy.origins()) {
        if (origin instanceof Origin.Stack stack && !policy.isEmpty()) {
          services.addAll(stack.services());
        }
      }
      policy.grants().stream()
          .filter(grant -> grant.resource().contains(DYNAMIC_REFERENCE))
          .forEach(grant -> replaced.putIfAbsent(grant.resource(), grant));
    }
    replaced.values().stream()
        .map(grant -> dynamic(grant, report.symbols()))
        .forEach(diagnostics::add);
    if (!services.isEmpty()) {
      diagnostics.add(await(services));
    }
    return List.copyOf(diagnostics);
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
        .withHint("merge `DependsOn` from `MergeIntoResources` into the template");
  }
}
