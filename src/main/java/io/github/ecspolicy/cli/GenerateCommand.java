package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyFiles;
import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyOutput;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.SettingRule;
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
import java.util.stream.Collectors;

/** {@code ecs-policy generate}. */
final class GenerateCommand extends Command {
  private final Terminal terminal;

  private final RequestOptions options = new RequestOptions();
  private final ReportPrinter printer = new ReportPrinter();

  private final Option<OutputFormat> format =
      Option.of(
          List.of("--format"),
          new Option.Values<>(
              "FORMAT", Optional.empty(), OutputFormat::of, GenerateCommand::refusal),
          "json (default): the policy document. console: steps and text for the IAM console. aws-cli:"
              + " a command for a shell. cloudformation: resources for a template, with the"
              + " template's own expressions. terraform: blocks for a configuration. cdk: TypeScript"
              + " for an app. markdown: policy, reasons and diagnostics for a pull request. report:"
              + " everything with its reasons, for auditors.");

  private final Option<Shell> shell =
      Option.of(
          "--shell",
          "posix|powershell",
          Shell.class,
          "The shell that --format aws-cli is for; default posix.");

  private final Option<Boolean> allowEmpty =
      Option.flag("--allow-empty", "Write a policy without statements where nothing is needed.");

  private final Option<String> file =
      Option.of(
          List.of("-o", "--output"),
          "FILE",
          SettingRule.NAME,
          "Write to this file; an old one is replaced only when all went well.");

  private final Option<String> folder =
      Option.of(
          "--output-dir",
          "DIR",
          SettingRule.NAME,
          "Write one file for each execution role into this folder.");

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  List<Operand> operands() {
    return options.operands();
  }

  @Override
  List<Option<?>> options() {
    return all(
        options.options(), printer.options(), List.of(format, shell, allowEmpty, file, folder));
  }

  @Override
  List<Option<?>> exclusive() {
    return List.of(file, folder);
  }

  @Override
  public Integer call() {
    PolicyRequest request = options.request(terminal, format().isSymbolic());
    PolicyReport report = PolicyGenerator.generate(request);
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

  private static String refusal(String text) {
    return "'"
        + text
        + "' is none of "
        + Arrays.stream(OutputFormat.values())
            .map(OutputFormat::word)
            .collect(Collectors.joining(", "));
  }

  private OutputFormat format() {
    return format.value().orElse(OutputFormat.JSON);
  }

  private PolicyOutput output(PolicyReport report, PolicyRequest request) {
    Path base = terminal.folder();
    if (folder.isGiven()) {
      Path into = base.resolve(folder.value().orElseThrow());
      return PolicyOutput.inFolder(report, form(false), request, into);
    }
    if (file.isGiven()) {
      Path into = base.resolve(file.value().orElseThrow());
      return PolicyOutput.inOneFile(report, form(false), request, into);
    }
    return PolicyOutput.onStandardOutput(report, form(true));
  }

  private PolicyOutput.Form form(boolean forReader) {
    RenderOptions rendering =
        printer.renderOptions(terminal, shell.value().orElse(Shell.POSIX), forReader);
    return new PolicyOutput.Form(format(), rendering, allowEmpty.isGiven());
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
