package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyFiles;
import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyOutput;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
  @Mixin private final ReportPrinter printer = new ReportPrinter();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.class,
      description = {
        "json (default): the policy document. console: steps and text for the IAM console. aws-cli:"
            + " a command for a shell. cloudformation: resources for a template, with the"
            + " template's own expressions. terraform: blocks for a configuration. cdk: TypeScript"
            + " for an app. markdown: policy, reasons and diagnostics for a pull request. report:"
            + " everything with its reasons, for auditors."
      })
  private OutputFormat format = OutputFormat.JSON;

  @Option(
      names = "--shell",
      paramLabel = "posix|powershell",
      description = "The shell that --format aws-cli is for; default posix.")
  private Shell shell = Shell.POSIX;

  @Option(
      names = "--allow-empty",
      description = "Write a policy without statements where nothing is needed.")
  private boolean allowEmpty;

  @ArgGroup private Destination destination = new Destination();

  /** At most one of them. */
  static final class Destination {
    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        converter = TaskOptions.Name.class,
        description = "Write to this file; an old one is replaced only when all went well.")
    private Optional<String> file = Optional.empty();

    @Option(
        names = "--output-dir",
        paramLabel = "DIR",
        converter = TaskOptions.Name.class,
        description = "Write one file for each execution role into this folder.")
    private Optional<String> folder = Optional.empty();
  }

  /** The words of {@link OutputFormat}. */
  static final class Format implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String value) {
      return Arrays.stream(OutputFormat.values())
          .filter(format -> format.word().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + value
                          + "' is none of "
                          + String.join(
                              ", ",
                              Arrays.stream(OutputFormat.values())
                                  .map(OutputFormat::word)
                                  .toList())));
    }
  }

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ProgressLine progress = printer.progress(terminal);
    PolicyRequest request =
        options
            .request(terminal, format.isSymbolic())
            .observed(progress.observation(format.showsDigests()));
    PolicyReport report = progress.during(() -> PolicyGenerator.generate(request));
    if (printer.stops(report)) {
      printer.print(report.diagnostics(), terminal);
      return ExitStatus.INVALID;
    }
    PolicyReport kept = report.inSpiteOfErrors();
    PolicyOutput output = output(kept, request);
    List<Diagnostic> all = output.diagnosticsWith(kept);
    printer.print(all, terminal);
    return output.isRefused() || !write(output) ? ExitStatus.INVALID : printer.status(all);
  }

  private PolicyOutput output(PolicyReport report, PolicyRequest request) {
    Path base = terminal.folder();
    if (destination.folder.isPresent()) {
      Path folder = base.resolve(destination.folder.get());
      return PolicyOutput.inFolder(report, form(false), request, folder);
    }
    if (destination.file.isPresent()) {
      Path file = base.resolve(destination.file.get());
      return PolicyOutput.inOneFile(report, form(false), request, file);
    }
    return PolicyOutput.onStandardOutput(report, form(true));
  }

  private PolicyOutput.Form form(boolean forReader) {
    RenderOptions rendering = printer.renderOptions(terminal, shell, forReader);
    return new PolicyOutput.Form(format, rendering, allowEmpty);
  }

  private boolean write(PolicyOutput output) {
    if (output.texts().containsKey(PolicyOutput.STDOUT)) {
      terminal.out().print(output.texts().get(PolicyOutput.STDOUT));
      return true;
    }
    try {
      PolicyFiles.write(output.texts());
      return true;
    } catch (IOException e) {
      printer.print(List.of(PolicyFiles.unwritable(output.texts().keySet())), terminal);
      return false;
    }
  }
}
