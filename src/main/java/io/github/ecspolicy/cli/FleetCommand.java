package io.github.ecspolicy.cli;

import io.github.ecspolicy.CheckRequest;
import io.github.ecspolicy.PolicyAudit;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.check.FleetReport;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.FleetFormat;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.util.List;

/** {@code ecs-policy fleet}. */
final class FleetCommand extends Command {
  private static final String STDIN = "-";

  private final Terminal terminal;

  private final InputArguments inputs = new InputArguments();
  private final TaskOptions tasks = new TaskOptions();
  private final ReportPrinter printer = new ReportPrinter();
  private final FailOnOption failOn = new FailOnOption();

  private final Option<String> policies =
      Option.of(
              "--policy",
              "FILE|DIR|GLOB|-",
              SettingRule.NAME,
              "What the roles are allowed: what aws iam get-account-authorization-details prints, or"
                  + " what check takes; repeatable, for several accounts. Not needed where templates or"
                  + " plans among the inputs define the roles.")
          .repeatable();

  private final Option<FleetFormat> format =
      Option.of(
          "--format",
          "text|csv|json",
          FleetFormat.class,
          "text (default): a table for people. csv: for spreadsheets. json: for programs, with the"
              + " findings.");

  FleetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  List<Operand> operands() {
    return inputs.operands();
  }

  @Override
  List<Option<?>> options() {
    return all(tasks.options(), printer.options(), failOn.options(), List.of(policies, format));
  }

  @Override
  public Integer call() {
    if (policies.all().contains(STDIN) && tasks.readsStandardInput(inputs.all())) {
      throw new UsageException("standard input holds the policies or something else, not both");
    }
    ProgressLine progress = printer.progress(terminal);
    CheckRequest request =
        new CheckRequest(
            tasks
                .request(terminal, inputs.all(), Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE)
                .observed(progress.observation(false)),
            policies.all(),
            tasks.extent());
    FleetReport report = progress.during(() -> PolicyAudit.fleet(request));
    printer.print(report.diagnostics(), terminal);
    if (report.hasErrors() && printer.stopsAtErrors()) {
      return ExitStatus.INVALID;
    }
    terminal
        .out()
        .print(
            format
                .value()
                .orElse(FleetFormat.TEXT)
                .render(report, printer.renderOptions(terminal, Shell.POSIX, true)));
    return failOn.failsOn(report.findings())
        ? ExitStatus.FINDINGS
        : printer.status(report.diagnostics());
  }
}
