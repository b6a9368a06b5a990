package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.PolicyRevision;
import io.github.ecspolicy.check.DiffReport;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.DiffFormat;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ecs-policy diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compare two versions of task definitions, or two of policies: what execution roles gain and"
            + " lose, and why. Counts all that the roles do, as with --scope all, unless told"
            + " otherwise.")
final class DiffCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description =
          "The version before: a file, folder, glob, or - for standard input, with task definitions"
              + " as generate reads them or policies as check does.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The version after, of the same kind.")
  private String after = "";

  @Mixin private final TaskOptions tasks = new TaskOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();
  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "text|markdown|json",
      description =
          "text (default): for people. markdown: for a comment on a pull request. json: for"
              + " programs.")
  private DiffFormat format = DiffFormat.TEXT;

  @Option(
      names = "--exit-code",
      description = "Differences make the exit status 1, as those of git diff do.")
  private boolean exitCode;

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> both = List.of(before, after);
    if (before.equals(STDIN) && after.equals(STDIN)) {
      throw new ParameterException(
          spec.commandLine(), "standard input holds one of the two versions, not both");
    }
    PolicyRequest request =
        tasks.request(terminal, both, Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE);
    DiffReport report = PolicyRevision.compare(request, before, after, stdin(both));
    printer.print(report.diagnostics(), terminal);
    if (report.hasErrors() && printer.stopsAtErrors()) {
      return ExitStatus.INVALID;
    }
    terminal.out().print(format.render(report, printer.renderOptions(terminal, Shell.POSIX, true)));
    return exitCode && report.hasDifferences()
        ? ExitStatus.FINDINGS
        : printer.status(report.diagnostics());
  }

  /** It is read more than once: to learn what it is, and then as that. */
  private byte[] stdin(List<String> inputs) {
    try {
      return tasks.readsStandardInput(inputs) ? terminal.in().readAllBytes() : new byte[0];
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "standard input cannot be read");
    }
  }
}
