package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.util.List;

/** {@code ecs-policy generate}. */
final class GenerateCommand extends Command {
  private final Terminal terminal;

  private final RequestOptions options = new RequestOptions();
  private final OutputOptions output = new OutputOptions();
  private final ReportPrinter printer = new ReportPrinter();

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  List<Operand> operands() {
    return options.operands();
  }

  @Override
  List<Option<?>> options() {
    return all(options.options(), output.options(), printer.options());
  }

  @Override
  List<Option<?>> exclusive() {
    return output.exclusive();
  }

  @Override
  public Integer call() {
    ProgressLine progress = printer.progress(terminal);
    PolicyRequest request =
        options
            .request(terminal, output.isSymbolic(), output.purpose(options()))
            .observed(progress.observation(output.showsDigests()));
    PolicyReport report = progress.during(() -> PolicyGenerator.generate(request));
    return output.write(report, request, printer, terminal);
  }
}
