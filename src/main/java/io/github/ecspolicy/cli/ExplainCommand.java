package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.Printed;
import io.github.ecspolicy.PolicyRequest.Purpose;
import io.github.ecspolicy.render.Explanation;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.util.List;

/** {@code ecs-policy explain}. */
final class ExplainCommand implements Command {
  private final Terminal terminal;

  private final RequestOptions options = new RequestOptions();
  private final ReportPrinter printer = new ReportPrinter();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<Operand> operands() {
    return options.operands();
  }

  @Override
  public List<Option<?>> options() {
    return Command.all(options.options(), printer.options());
  }

  @Override
  public Integer call() {
    ProgressLine progress = printer.progress(terminal);
    PolicyRequest request =
        options.request(terminal, Printed.ALL, Purpose.WRITE).observed(progress.observation(false));
    PolicyReport report = progress.during(() -> PolicyGenerator.generate(request));
    if (printer.stops(report)) {
      printer.print(report.diagnostics(), terminal);
      return ExitStatus.INVALID;
    }
    PolicyReport kept = report.inSpiteOfErrors();
    printer.print(kept.diagnostics(), terminal);
    terminal
        .out()
        .print(Explanation.render(kept, printer.renderOptions(terminal, Shell.POSIX, true)));
    return printer.status(kept.diagnostics());
  }
}
