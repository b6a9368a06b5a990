package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRevision;
import io.github.ecspolicy.check.DiffReport;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.DiffFormat;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.io.IOException;
import java.util.List;

/** {@code ecs-policy diff}. */
final class DiffCommand implements Command {
  private static final String STDIN = "-";

  private final Terminal terminal;

  private final Operand before =
      Operand.one(
          "OLD",
          "The version before: a file, folder, glob, or - for standard input, with task definitions"
              + " as generate reads them or policies as check does.");

  private final Operand after = Operand.one("NEW", "The version after, of the same kind.");

  private final TaskOptions tasks = new TaskOptions();
  private final ReportPrinter printer = new ReportPrinter();

  private final Option<DiffFormat> format =
      Option.of(
          "--format",
          "text|markdown|json",
          DiffFormat.class,
          "text (default): for people. markdown: for a comment on a pull request. json: for"
              + " programs.");

  private final Option<Boolean> exitCode =
      Option.flag("--exit-code", "Differences make the exit status 1, as those of git diff do.");

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<Operand> operands() {
    return List.of(before, after);
  }

  @Override
  public List<Option<?>> options() {
    return Command.all(tasks.options(), printer.options(), List.of(format, exitCode));
  }

  @Override
  public Integer call() {
    String old = before.value().orElseThrow();
    String current = after.value().orElseThrow();
    List<String> both = List.of(old, current);
    if (old.equals(STDIN) && current.equals(STDIN)) {
      throw new UsageException("standard input holds one of the two versions, not both");
    }
    ProgressLine progress = printer.progress(terminal);
    PolicyRequest request =
        tasks
            .request(terminal, both, Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE)
            .observed(progress.observation(false));
    byte[] stdin = stdin(both);
    DiffReport report = progress.during(() -> PolicyRevision.compare(request, old, current, stdin));
    printer.print(report.diagnostics(), terminal);
    if (report.hasErrors() && printer.stopsAtErrors()) {
      return ExitStatus.INVALID;
    }
    terminal
        .out()
        .print(
            format
                .value()
                .orElse(DiffFormat.TEXT)
                .render(report, printer.renderOptions(terminal, Shell.POSIX, true)));
    return exitCode.isGiven() && report.hasDifferences()
        ? ExitStatus.FINDINGS
        : printer.status(report.diagnostics());
  }

  /** It is read more than once: to learn what it is, and then as that. */
  private byte[] stdin(List<String> inputs) {
    try {
      return tasks.readsStandardInput(inputs) ? terminal.in().readAllBytes() : new byte[0];
    } catch (IOException e) {
      throw new UsageException("standard input cannot be read");
    }
  }
}
