package io.github.ecspolicy.cli;

import io.github.ecspolicy.CheckRequest;
import io.github.ecspolicy.PolicyAudit;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ecs-policy check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compare the policies of execution roles with what their tasks need: what is missing, what"
            + " is broader than needed, what nothing needs.")
final class CheckCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  private final Terminal terminal;

  @Mixin private final InputArguments inputs = new InputArguments();
  @Mixin private final TaskOptions tasks = new TaskOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();
  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "FILE|DIR|GLOB|ARN|-",
      converter = TaskOptions.Name.class,
      description = {
        "What a role is allowed: policy documents, what aws iam get-role-policy,"
            + " get-policy-version, get-role or list-attached-role-policies prints, a whole aws iam"
            + " get-account-authorization-details, or the ARN of a managed policy of AWS's own;"
            + " repeatable. Not needed where a template or plan among the inputs defines the role."
      })
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "missing|broader|unused|any|none",
      description =
          "Findings that make the exit status 1, each word those of the words before it: missing"
              + " (default), broader, unused, any; or none.")
  private FailOn failOn = FailOn.MISSING;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default): for people.")
  private CheckFormat format = CheckFormat.TEXT;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (policies.contains(STDIN) && tasks.readsStandardInput(inputs.all())) {
      throw new ParameterException(
          spec.commandLine(), "standard input holds the policies or something else, not both");
    }
    CheckReport report = report();
    printer.print(report.diagnostics(), terminal);
    if (report.hasErrors() && printer.stopsAtErrors()) {
      return ExitStatus.INVALID;
    }
    terminal.out().print(format.render(report, printer.renderOptions(terminal, Shell.POSIX, true)));
    boolean fails = report.findings().stream().anyMatch(failOn::failsOn);
    return fails ? ExitStatus.FINDINGS : printer.status(report.diagnostics());
  }

  /** Returns what the options ask for. */
  CheckReport report() {
    return PolicyAudit.check(
        new CheckRequest(
            tasks.request(terminal, inputs.all(), Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE),
            policies,
            tasks.extent()));
  }
}
