package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.RoleName;
import io.github.ecspolicy.template.Symbols;
import java.util.List;

/** The table behind {@code ecs-policy explain}: which field needs which permission, and why. */
public final class Explanation {
  private static final String NOTHING =
      "Nothing to grant: these task definitions need nothing that the policy covers.";

  private Explanation() {}

  /** Returns the table of every role; the diagnostics of {@code report} are not in it. */
  public static String render(PolicyReport report, RenderOptions options) {
    Page page = new Page(options.colour());
    if (report.policies().isEmpty()) {
      page.line("Nothing to explain: there is no policy.");
    }
    boolean first = true;
    for (RolePolicy policy : report.policies()) {
      if (!first) {
        page.blank();
      }
      title(policy, report.symbols(), page);
      if (!policy.isEmpty()) {
        sizes(policy).forEach(page::line);
      }
      page.blank();
      grants(policy, report.symbols(), page);
      page.notes(policy.advisories());
      first = false;
    }
    return page.toString();
  }

  /** Whose policy it is. */
  static void title(RolePolicy policy, Symbols symbols, Page page) {
    page.heading(
        RoleName.shown(policy, symbols)
            .map(role -> "Execution role " + role)
            .orElse("Execution role unknown"));
    policy
        .role()
        .flatMap(ExecutionRole::arn)
        .ifPresent(arn -> page.line(symbols.describe(arn.toString())));
    page.line(
        (policy.tasks().size() == 1 ? "Task definition: " : "Task definitions: ")
            + symbols.describe(String.join(", ", policy.tasks())));
  }

  /** What the policy allows and why. */
  static void grants(RolePolicy policy, Symbols symbols, Page page) {
    if (policy.isEmpty()) {
      page.line(NOTHING);
    } else {
      GrantTable.print(policy, symbols, page);
    }
  }

  private static List<String> sizes(RolePolicy policy) {
    return policy.parts().stream().map(part -> size(policy.kind(), part)).toList();
  }

  private static String size(PolicyKind kind, Part part) {
    String words =
        switch (kind) {
          case INLINE -> "Inline policy ";
          case MANAGED -> "Managed policy ";
        };
    String size = part.policy().size() + " of " + kind.quota() + " characters";
    return words + part.name() + ": " + size;
  }
}
