package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.render.Explanation;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ecs-policy explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Print what each permission is for: resource, container, field and reason, and what is"
            + " known of its key.")
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final RequestOptions options = new RequestOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ProgressLine progress = printer.progress(terminal);
    PolicyRequest request = options.request(terminal, true).observed(progress.observation(false));
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
