package io.github.ecspolicy.cli;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.util.List;

/** How the command speaks: the options for it, the diagnostics, and the exit status. */
final class ReportPrinter {
  private final Option<Boolean> strict =
      Option.flag("--strict", "Warnings make the exit status 1.");

  private final Option<Boolean> keepGoing =
      Option.flag(
          "--keep-going",
          "Write a policy for what could be understood, even if something could not; the exit"
              + " status is then 1.");

  private final Option<Boolean> quiet =
      Option.flag("--quiet", "Print no notes, no warnings and no progress.");

  private final Option<Colour> colour =
      Option.of(
          "--color",
          "auto|always|never",
          Colour.class,
          "Colours; auto (default) means on a terminal, unless NO_COLOR is set, and anywhere if"
              + " CLICOLOR_FORCE is.");

  List<Option<?>> options() {
    return List.of(strict, keepGoing, quiet, colour);
  }

  /** When to use terminal escape sequences. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * Returns how to render.
   *
   * @param forReader whether the text goes where diagnostics go, and not into a file
   */
  RenderOptions renderOptions(Terminal terminal, RenderOptions.Shell shell, boolean forReader) {
    return new RenderOptions(Dialect.COMMAND_LINE, shell, forReader && isColourful(terminal));
  }

  private boolean isColourful(Terminal terminal) {
    return switch (colour.value().orElse(Colour.AUTO)) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> terminal.isColourful();
    };
  }

  /**
   * Returns what shows how far a run has come.
   *
   * @param things that it reads
   */
  ProgressLine progress(Terminal terminal, String things) {
    return new ProgressLine(terminal, things, quiet.isGiven());
  }

  /** Returns what shows how many documents a run has read. */
  ProgressLine progress(Terminal terminal) {
    return progress(terminal, "documents");
  }

  /** Returns {@code true} if nothing may be written because of errors. */
  boolean stops(PolicyReport report) {
    return report.hasErrors() && stopsAtErrors();
  }

  /** Returns {@code true} if errors are more than findings. */
  boolean stopsAtErrors() {
    return !keepGoing.isGiven();
  }

  void print(List<Diagnostic> diagnostics, Terminal terminal) {
    boolean colourful = isColourful(terminal);
    diagnostics.stream()
        .filter(diagnostic -> !quiet.isGiven() || diagnostic.isError())
        .forEach(diagnostic -> terminal.err().print(text(diagnostic, colourful) + "\n"));
  }

  private static String text(Diagnostic diagnostic, boolean colourful) {
    String text = diagnostic.in(Dialect.COMMAND_LINE);
    String label = diagnostic.severity().word() + "[" + diagnostic.code() + "]";
    return colourful
        ? text.replace(label, "\u001b[1;" + sgr(diagnostic.severity()) + "m" + label + "\u001b[0m")
        : text;
  }

  private static String sgr(Severity severity) {
    return switch (severity) {
      case NOTE -> "36";
      case WARNING -> "33";
      case ERROR -> "31";
    };
  }

  /** Returns the exit status of a run that wrote what it could. */
  int status(List<Diagnostic> diagnostics) {
    boolean found =
        diagnostics.stream()
            .map(Diagnostic::severity)
            .anyMatch(
                severity ->
                    severity == Severity.ERROR || strict.isGiven() && severity == Severity.WARNING);
    return found ? ExitStatus.FINDINGS : ExitStatus.FINE;
  }
}
