package io.github.ecspolicy.cli;

import io.github.ecspolicy.BaselineFile;
import io.github.ecspolicy.CheckRequest;
import io.github.ecspolicy.PolicyAudit;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.FixFormat;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ecs-policy check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compare the policies of execution roles with what their tasks need: what is missing, what"
            + " is broader than needed, what nothing needs.")
final class CheckCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  private final Terminal terminal;

  @Mixin private final InputArguments inputs = new InputArguments();
  @Mixin private final TaskOptions tasks = new TaskOptions();
  @Mixin private final ReportPrinter printer = new ReportPrinter();
  @Mixin private final FailOnOption failOn = new FailOnOption();
  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "FILE|DIR|GLOB|ARN|-",
      converter = TaskOptions.Name.class,
      description = {
        "What a role is allowed: policy documents, what aws iam get-role-policy,"
            + " get-policy-version, get-role or list-attached-role-policies prints, a whole aws iam"
            + " get-account-authorization-details, or the ARN of a managed policy of AWS's own;"
            + " repeatable. Not needed where a template or plan among the inputs defines the role."
      })
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      converter = TaskOptions.Name.class,
      description =
          "Findings that are accepted: they do not count until they expire. What of the file has"
              + " expired, no longer occurs or has no justification is reported.")
  private Optional<String> baseline = Optional.empty();

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      converter = TaskOptions.Name.class,
      description =
          "Accept all findings in this file, instead of reporting them. Justifications and last"
              + " days stay as they are in --baseline, or else in this file.")
  private Optional<String> writtenBaseline = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text (default): for people. json: everything, for programs. sarif: for code scanning."
              + " junit: as results of tests, for CI servers. markdown: a comment for a pull"
              + " request. github: annotations of a workflow on GitHub.")
  private CheckFormat format = CheckFormat.TEXT;

  @Option(
      names = "--fix",
      description =
          "Instead of the findings, write the policy that would be right and how it differs from"
              + " those that were given, as text or json.")
  private boolean fixes;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (fixes && writtenBaseline.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--fix and --write-baseline exclude each other");
    }
    if (fixes) {
      fixFormat();
    }
    if (policies.contains(STDIN) && tasks.readsStandardInput(inputs.all())) {
      throw new ParameterException(
          spec.commandLine(), "standard input holds the policies or something else, not both");
    }
    CheckReport report = report();
    printer.print(report.diagnostics(), terminal);
    boolean mayGoOn = !printer.stopsAtErrors() && writtenBaseline.isEmpty();
    if (report.hasErrors() && !mayGoOn) {
      return ExitStatus.INVALID;
    }
    if (writtenBaseline.isPresent()) {
      Diagnostic said = file(writtenBaseline.get()).accept(report);
      printer.print(List.of(said), terminal);
      return said.isError() ? ExitStatus.INVALID : ExitStatus.FINE;
    }
    terminal.out().print(text(report));
    return failOn.failsOn(report.findings())
        ? ExitStatus.FINDINGS
        : printer.status(report.diagnostics());
  }

  /** Returns what the options ask for. */
  CheckReport report() {
    return PolicyAudit.check(
        new CheckRequest(
            tasks.request(terminal, inputs.all(), Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE),
            policies,
            tasks.extent(),
            accepted()));
  }

  private String text(CheckReport report) {
    return fixes
        ? fixFormat().render(report)
        : format.render(
            report, failOn.failOn(), printer.renderOptions(terminal, Shell.POSIX, true));
  }

  private FixFormat fixFormat() {
    return FixFormat.of(format)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--fix writes text or json, and no other --format"));
  }

  /** A baseline that is written takes over what stands in the one before it. */
  private Optional<CheckRequest.Accepted> accepted() {
    boolean mayBeAbsent =
        writtenBaseline.isPresent() && baseline.map(writtenBaseline.get()::equals).orElse(true);
    return baseline
        .or(() -> writtenBaseline)
        .map(
            name ->
                new CheckRequest.Accepted(
                    file(name), mayBeAbsent, LocalDate.now(terminal.clock())));
  }

  private BaselineFile file(String name) {
    return new BaselineFile(terminal.folder().resolve(name), name);
  }
}
