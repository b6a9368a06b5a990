package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.template.Symbols;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps for the IAM console, in its own words, and the policy to paste.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-permissions.html">
 *     update permissions for a role</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_create-console.html">
 *     create policies in the console</a>
 */
final class ConsoleRenderer {
  private static final int WIDTH = 80;

  private ConsoleRenderer() {}

  static String render(PolicyReport report, RenderOptions options) {
    Page page = new Page(options.colour());
    if (report.policies().isEmpty()) {
      page.line("Nothing to do: there is no policy.");
    }
    boolean first = true;
    for (RolePolicy policy : report.policies()) {
      if (!first) {
        page.blank();
      }
      policy(policy, report.symbols(), page);
      first = false;
    }
    return page.toString();
  }

  private static void policy(RolePolicy policy, Symbols symbols, Page page) {
    Explanation.title(policy, symbols, page);
    page.blank();
    for (Part part : policy.isEmpty() ? List.<Part>of() : policy.parts()) {
      page.heading(policy.parts().size() == 1 ? "Steps" : "Steps for " + part.name());
      document(steps(policy, part), part.policy().toJson(), page);
      page.line("Policy name: " + part.name()).blank();
    }
    if (!policy.isEmpty()) {
      policy
          .replaces()
          .ifPresent(
              replaced -> {
                page.heading("Steps once the policy stands");
                numbered(detachment(policy, replaced), page);
                page.blank();
              });
    }
    policy
        .trustPolicy()
        .ifPresent(
            trust -> {
              page.heading("Steps for the trust policy");
              document(trust(policy), trust.toJson(), page);
            });
    Explanation.grants(policy, symbols, page);
    page.notes(policy.advisories());
  }

  private static void numbered(List<String> steps, Page page) {
    for (int i = 0; i < steps.size(); i++) {
      page.line((i < 9 ? " " : "") + (i + 1) + ". " + steps.get(i));
    }
  }

  private static void document(List<String> steps, String json, Page page) {
    numbered(steps, page);
    page.blank().line(rule(" copy from here "));
    page.verbatim(JsonText.visible(json));
    page.line(rule(" copy to here ")).blank();
  }

  private static List<String> steps(RolePolicy policy, Part part) {
    return switch (policy.kind()) {
      case INLINE -> inline(policy, part);
      case MANAGED -> managed(policy, part);
    };
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
  private static List<String> trust(RolePolicy policy) {
    return List.of(
        openRole(policy),
        "On the Trust relationships tab, choose Edit trust policy.",
        "Replace the text in the editor by the policy below.",
        "Choose Update policy.");
  }

  private static List<String> detachment(RolePolicy policy, Arn replaced) {
    String name = replaced.resource().substring(replaced.resource().lastIndexOf('/') + 1);
    return List.of(
        openRole(policy),
        "On the Permissions tab, select the check box next to " + name + ", if it is there.",
        "Choose Remove: the role does not need it any more.");
  }

  private static List<String> inline(RolePolicy policy, Part part) {
    List<String> steps = new ArrayList<>();
    steps.add(openRole(policy));
    steps.add("On the Permissions tab, choose Add permissions, then Create inline policy.");
    steps.addAll(editor(part));
    return steps;
  }

  private static List<String> managed(RolePolicy policy, Part part) {
    List<String> steps = new ArrayList<>();
    steps.add(
        consoleHost(policy)
            .map(host -> "Open https://" + host + "/iam/home#/policies")
            .orElse("Open the IAM console and choose Policies."));
    steps.add("Choose Create policy.");
    steps.addAll(editor(part));
    steps.add(openRole(policy));
    steps.add("On the Permissions tab, choose Add permissions, then Attach policies.");
    steps.add("Select " + part.name() + " and choose Add permissions.");
    return steps;
  }

  private static List<String> editor(Part part) {
    return List.of(
        "In the Policy editor, choose JSON.",
        "Replace the text in the editor by the policy below.",
        "Choose Next.",
        "For Policy name, enter " + part.name(),
        "Choose Create policy.");
  }

  private static String openRole(RolePolicy policy) {
    Optional<String> link =
        consoleHost(policy)
            .map(host -> "https://" + host + "/iam/home#/roles/details/")
            .map(page -> page + encoded(policy.role().orElseThrow().name()))
            .map(page -> page + "?section=permissions");
    return link.map(url -> "Open " + url)
        .orElseGet(
            () ->
                "Open the IAM console, choose Roles, then "
                    + policy
                        .role()
                        .map(ExecutionRole::name)
                        .orElse("the execution role of these tasks")
                    + ".");
  }

  private static Optional<String> consoleHost(RolePolicy policy) {
    return policy.role().flatMap(ExecutionRole::partition).flatMap(Partition::consoleHost);
  }

  private static String encoded(String name) {
    // names of roles have no space, the one character that this encodes for forms only
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String rule(String label) {
    int left = (WIDTH - label.length()) / 2;
    return "-".repeat(left) + label + "-".repeat(WIDTH - label.length() - left);
  }
}
