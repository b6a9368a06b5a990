package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyReport;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Commands of the AWS CLI, to paste into a shell or to keep as a script. */
final class AwsCliRenderer {
  private AwsCliRenderer() {}

  static String render(PolicyReport report, RenderOptions options) {
    if (report.policies().isEmpty()) {
      return "# nothing to grant\n";
    }
    boolean several = report.policies().size() > 1;
    return report.policies().stream()
        .map(policy -> block(policy, several, options))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String block(RolePolicy policy, boolean several, RenderOptions options) {
    // zsh at its prompt runs comments: only names of roles are harmless enough to stand there
    String comment =
        "# execution role "
            + policy.role().map(ExecutionRole::name).orElse("unknown")
            + policy
                .role()
                .flatMap(ExecutionRole::account)
                .map(account -> " of account " + account)
                .orElse("");
    if (policy.isEmpty() && policy.trustPolicy().isEmpty()) {
      return comment + ": nothing to grant";
    }
    List<String> all = new ArrayList<>();
    for (Part part : policy.isEmpty() ? List.<Part>of() : policy.parts()) {
      all.add(
          switch (options.shell()) {
            case POSIX -> PosixCommands.of(policy, part);
            case POWERSHELL -> PowerShellCommands.of(policy, part);
          });
    }
    policy
        .trustPolicy()
        .map(
            trust ->
                switch (options.shell()) {
                  case POSIX -> PosixCommands.of(policy, trust);
                  case POWERSHELL -> PowerShellCommands.of(policy, trust);
                })
        .ifPresent(all::add);
    if (!policy.isEmpty()) {
      policy.replaces().map(replaced -> detachment(policy, replaced, options)).ifPresent(all::add);
    }
    String commands = String.join("\n\n", all);
    return several ? comment + "\n" + commands : commands;
  }

  /**
   * A comment: the command is for when all others have worked, and it fails where the policy is not
   * attached.
   */
  private static String detachment(RolePolicy policy, Arn replaced, RenderOptions options) {
    String command =
        switch (options.shell()) {
          case POSIX -> PosixCommands.detaching(policy, replaced);
          case POWERSHELL -> PowerShellCommands.detaching(policy, replaced);
        };
    return "# once that stands, the role does not need this one any more:\n# " + command;
  }
}
