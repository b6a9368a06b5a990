package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyFiles;
import io.github.ecspolicy.PolicyOutput;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRequest.Purpose;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how policies are written, and where. */
final class OutputOptions {
  /** What requirements do not depend on. */
  private static final List<String> OF_POLICIES =
      List.of(
          "--allow-empty",
          "--compact",
          "--kms-encryption-context",
          "--merge",
          "--output-dir",
          "--policy-kind",
          "--policy-name",
          "--role-name",
          "--shell",
          "--source-vpce",
          "--split",
          "--templates",
          "--trust-policy");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.class,
      description = {
        "json (default): the policy document. console: steps and text for the IAM console. aws-cli:"
            + " a command for a shell. cloudformation: resources for a template, with the"
            + " template's own expressions. terraform: blocks for a configuration. cdk: TypeScript"
            + " for an app. markdown: policy, reasons and diagnostics for a pull request. report:"
            + " everything with its reasons, for auditors. requirements: what policies are made of,"
            + " for ecs-policy merge."
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

  /** Returns {@code true} if the output can hold what only AWS will know. */
  boolean isSymbolic() {
    return format.isSymbolic();
  }

  /**
   * Returns what the policies are for.
   *
   * @throws ParameterException if an option asks for something about policies that are not written
   */
  Purpose purpose() {
    if (format.isOfPolicies()) {
      return Purpose.WRITE;
    }
    OF_POLICIES.stream()
        .filter(command.commandLine().getParseResult()::hasMatchedOption)
        .findFirst()
        .ifPresent(
            option -> {
              throw new ParameterException(
                  command.commandLine(),
                  option + " is about policies, which `ecs-policy merge` makes of requirements");
            });
    return Purpose.MERGE;
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
    PolicyOutput.Form forFile = form(printer, terminal, false);
    Path base = terminal.folder();
    if (destination.folder.isPresent()) {
      Path folder = base.resolve(destination.folder.get());
      return PolicyOutput.inFolder(report, forFile, request, folder);
    }
    if (destination.file.isPresent()) {
      Path file = base.resolve(destination.file.get());
      return PolicyOutput.inOneFile(report, forFile, request, file);
    }
    return PolicyOutput.onStandardOutput(report, form(printer, terminal, true));
  }

  private PolicyOutput.Form form(ReportPrinter printer, Terminal terminal, boolean forReader) {
    RenderOptions rendering = printer.renderOptions(terminal, shell, forReader);
    return new PolicyOutput.Form(format, rendering, allowEmpty);
  }

  private static boolean write(PolicyOutput output, ReportPrinter printer, Terminal terminal) {
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
