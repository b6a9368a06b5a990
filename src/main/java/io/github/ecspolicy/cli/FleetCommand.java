package io.github.ecspolicy.cli;

import io.github.ecspolicy.CheckRequest;
import io.github.ecspolicy.PolicyAudit;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.check.FleetReport;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.FleetFormat;
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

/** {@code ecs-policy fleet}. */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description =
        "Compare the policies of all execution roles with what any number of task definitions need,"
            + " one row for each role, and show which roles unrelated families share.")
final class FleetCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  private final Terminal terminal;

  @Mixin private final InputArguments inputs = new InputArguments();
  @Mixin private final TaskOptions tasks = new TaskOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();
  @Mixin private final FailOnOption failOn = new FailOnOption();
  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "FILE|DIR|GLOB|-",
      converter = TaskOptions.Name.class,
      description =
          "What the roles are allowed: what aws iam get-account-authorization-details prints, or"
              + " what check takes; repeatable, for several accounts. Not needed where templates or"
              + " plans among the inputs define the roles.")
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      description =
          "text (default): a table for people. csv: for spreadsheets. json: for programs, with the"
              + " findings.")
  private FleetFormat format = FleetFormat.TEXT;

  FleetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (policies.contains(STDIN) && tasks.readsStandardInput(inputs.all())) {
      throw new ParameterException(
          spec.commandLine(), "standard input holds the policies or something else, not both");
    }
    ProgressLine progress = printer.progress(terminal);
    CheckRequest request =
        new CheckRequest(
            tasks
                .request(terminal, inputs.all(), Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE)
                .observed(progress.observation(false)),
            policies,
            tasks.extent());
    FleetReport report = progress.during(() -> PolicyAudit.fleet(request));
    printer.print(report.diagnostics(), terminal);
    if (report.hasErrors() && printer.stopsAtErrors()) {
      return ExitStatus.INVALID;
    }
    terminal.out().print(format.render(report, printer.renderOptions(terminal, Shell.POSIX, true)));
    return failOn.failsOn(report.findings())
        ? ExitStatus.FINDINGS
        : printer.status(report.diagnostics());
  }
}
