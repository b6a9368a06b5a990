package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
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
    PolicyRequest request =
        options.request(terminal, output.isSymbolic(), output.purpose(options()));
    return output.write(PolicyGenerator.generate(request), request, printer, terminal);
  }
}
