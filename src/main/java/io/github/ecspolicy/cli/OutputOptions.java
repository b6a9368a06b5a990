package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyFiles;
import io.github.ecspolicy.PolicyOutput;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.Printed;
import io.github.ecspolicy.PolicyRequest.Purpose;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.cli.Command.UsageException;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options that say how policies are written, and where. */
final class OutputOptions {
  /** What requirements do not depend on, beside what policies look like. */
  private static final Set<String> OF_POLICIES =
      Set.of("--output-dir", "--role-name", "--shell", "--source-vpce");

  private final Option<OutputFormat> format =
      Option.of(
          List.of("--format"),
          new Option.Values<>("FORMAT", Optional.empty(), OutputFormat::of, OutputOptions::refusal),
          "json (default): the policy document. console: steps and text for the IAM console. aws-cli:"
              + " a command for a shell. cloudformation: resources for a template, with the"
              + " template's own expressions. terraform: blocks for a configuration. cdk: TypeScript"
              + " for an app. markdown: policy, reasons and diagnostics for a pull request. report:"
              + " everything with its reasons, for auditors. requirements: what policies are made of,"
              + " for ecs-policy merge.");

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

  List<Option<?>> options() {
    return List.of(format, shell, allowEmpty, file, folder);
  }

  /** Returns those of which the user gives at most one. */
  List<Option<?>> exclusive() {
    return List.of(file, folder);
  }

  private static String refusal(String text) {
    return Option.noneOf(text, Arrays.stream(OutputFormat.values()).map(OutputFormat::word));
  }

  private OutputFormat format() {
    return format.value().orElse(OutputFormat.JSON);
  }

  /** Returns what the output holds beside policies. */
  Printed printed() {
    return PolicyOutput.printed(format());
  }

  /** Returns {@code true} if the output tells which bytes the policy came from. */
  boolean showsDigests() {
    return format().showsDigests();
  }

  /**
   * Returns what the policies are for.
   *
   * @param all the options of the command
   * @throws UsageException if an option asks for something about policies that are not written
   */
  Purpose purpose(List<Option<?>> all) {
    if (format().isOfPolicies()) {
      return Purpose.WRITE;
    }
    all.stream()
        .filter(Option::isGiven)
        .filter(OutputOptions::isOfPolicies)
        .flatMap(option -> option.names().stream())
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new UsageException(
                  name + " is about policies, which `ecs-policy merge` makes of requirements");
            });
    return Purpose.MERGE;
  }

  private static boolean isOfPolicies(Option<?> option) {
    return HelpHeading.SHAPE.isOver(option) || !Collections.disjoint(OF_POLICIES, option.names());
  }

  /** Writes {@code report} unless it has errors that stop it, and returns the exit status. */
  int write(PolicyReport report, PolicyRequest request, ReportPrinter printer, Terminal terminal) {
    if (printer.stops(report)) {
      printer.print(report.diagnostics(), terminal);
      return ExitStatus.INVALID;
    }
    PolicyReport kept = report.inSpiteOfErrors();
    PolicyOutput output = output(kept, request, printer, terminal);
    List<Diagnostic> all = output.diagnosticsWith(kept);
    printer.print(all, terminal);
    return output.isRefused() || !write(output, printer, terminal)
        ? ExitStatus.INVALID
        : printer.status(all);
  }

  private PolicyOutput output(
      PolicyReport report, PolicyRequest request, ReportPrinter printer, Terminal terminal) {
    Path base = terminal.folder();
    if (folder.isGiven()) {
      Path into = base.resolve(folder.value().orElseThrow());
      return PolicyOutput.inFolder(report, form(printer, terminal, false), request, into);
    }
    if (file.isGiven()) {
      Path into = base.resolve(file.value().orElseThrow());
      return PolicyOutput.inOneFile(report, form(printer, terminal, false), request, into);
    }
    return PolicyOutput.onStandardOutput(report, form(printer, terminal, true));
  }

  private PolicyOutput.Form form(ReportPrinter printer, Terminal terminal, boolean forReader) {
    RenderOptions rendering =
        printer.renderOptions(terminal, shell.value().orElse(Shell.POSIX), forReader);
    return new PolicyOutput.Form(format(), rendering, allowEmpty.isGiven());
  }

  private static boolean write(PolicyOutput output, ReportPrinter printer, Terminal terminal) {
    try {
      if (output.texts().containsKey(PolicyOutput.STDOUT)) {
        output.texts().get(PolicyOutput.STDOUT).writeTo(terminal.out());
      } else {
        PolicyFiles.write(output.texts());
      }
      return true;
    } catch (IOException e) {
      printer.print(List.of(PolicyFiles.unwritable(output.texts().keySet())), terminal);
      return false;
    }
  }
}
