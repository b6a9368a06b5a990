package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.util.List;

/** {@code ecs-policy generate}. */
final class GenerateCommand implements Command {
  private final Terminal terminal;

  private final RequestOptions options = new RequestOptions();
  private final OutputOptions output = new OutputOptions();
  private final ReportPrinter printer = new ReportPrinter();

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<Operand> operands() {
    return options.operands();
  }

  @Override
  public List<Option<?>> options() {
    return Command.all(options.options(), output.options(), printer.options());
  }

  @Override
  public List<Option<?>> exclusive() {
    return output.exclusive();
  }

  @Override
  public Integer call() {
    ProgressLine progress = printer.progress(terminal);
    PolicyRequest request =
        options
            .request(terminal, output.printed(), output.purpose(options()))
            .observed(progress.observation(output.showsDigests()));
    PolicyReport report = progress.during(() -> PolicyGenerator.generate(request));
    return output.write(report, request, printer, terminal);
  }
}
