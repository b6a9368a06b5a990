package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ecs-policy generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Write the policy: JSON on standard output unless told otherwise, everything else on"
            + " standard error.")
final class GenerateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final RequestOptions options = new RequestOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PolicyRequest request = options.request(terminal, output.isSymbolic(), output.purpose());
    return output.write(PolicyGenerator.generate(request), request, printer, terminal);
  }
}
