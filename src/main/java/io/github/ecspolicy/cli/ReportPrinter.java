package io.github.ecspolicy.cli;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.synthesis.PolicyReport;
import picocli.CommandLine.Option;

/** How the command speaks: the options for it, the diagnostics, and the exit status. */
final class ReportPrinter {
  @Option(names = "--strict", description = "Warnings make the exit status 1.")
  private boolean strict;

  @Option(
      names = "--keep-going",
      description =
          "Write a policy for what could be understood, even if something could not; the exit"
              + " status is then 1.")
  private boolean keepGoing;

  @Option(names = "--quiet", description = "Print no notes and no warnings.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "Colours; auto (default) means on a terminal, unless NO_COLOR is set.")
  private Colour colour = Colour.AUTO;

  /** When to use terminal escape sequences. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  RenderOptions renderOptions(Terminal terminal, RenderOptions.Shell shell) {
    return new RenderOptions(Dialect.COMMAND_LINE, shell, isColourful(terminal));
  }

  private boolean isColourful(Terminal terminal) {
    return switch (colour) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal.interactive()
              && terminal.variables().getOrDefault("NO_COLOR", "").isEmpty()
              && !terminal.variables().getOrDefault("TERM", "").equals("dumb");
    };
  }

  /** Returns {@code true} if nothing may be written because of errors. */
  boolean stops(PolicyReport report) {
    return report.hasErrors() && !keepGoing;
  }

  void print(PolicyReport report, Terminal terminal) {
    report.diagnostics().stream()
        .filter(diagnostic -> !quiet || diagnostic.isError())
        .forEach(diagnostic -> print(diagnostic, terminal));
  }

  void print(Diagnostic diagnostic, Terminal terminal) {
    String text = diagnostic.in(Dialect.COMMAND_LINE);
    String label = diagnostic.severity().word() + "[" + diagnostic.code() + "]";
    terminal
        .err()
        .print(
            (isColourful(terminal) ? text.replace(label, highlighted(diagnostic)) : text) + "\n");
  }

  private static String highlighted(Diagnostic diagnostic) {
    String colour =
        switch (diagnostic.severity()) {
          case NOTE -> "36";
          case WARNING -> "33";
          case ERROR -> "31";
        };
    return "\u001b[1;"
        + colour
        + "m"
        + diagnostic.severity().word()
        + "["
        + diagnostic.code()
        + "]\u001b[0m";
  }

  /** Returns the exit status of a run that wrote what it could. */
  int status(PolicyReport report) {
    boolean warned =
        report.diagnostics().stream()
            .anyMatch(diagnostic -> diagnostic.severity() == Severity.WARNING);
    return report.hasErrors() || strict && warned ? ExitStatus.FINDINGS : ExitStatus.FINE;
  }
}
