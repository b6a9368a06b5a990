package io.github.ecspolicy.cli;

import io.github.ecspolicy.BaselineFile;
import io.github.ecspolicy.CheckRequest;
import io.github.ecspolicy.PolicyAudit;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.FixFormat;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code ecs-policy check}. */
final class CheckCommand implements Command {
  private static final String STDIN = "-";

  private final Terminal terminal;

  private final InputArguments inputs = new InputArguments();
  private final TaskOptions tasks = new TaskOptions();
  private final ReportPrinter printer = new ReportPrinter();
  private final FailOnOption failOn = new FailOnOption();

  private final Option<String> policies =
      Option.of(
              "--policy",
              "FILE|DIR|GLOB|ARN|-",
              SettingRule.NAME,
              "What a role is allowed: policy documents, what aws iam get-role-policy,"
                  + " get-policy-version, get-role or list-attached-role-policies prints, a whole aws iam"
                  + " get-account-authorization-details, or the ARN of a managed policy of AWS's own;"
                  + " repeatable. Not needed where a template or plan among the inputs defines the role.")
          .repeatable();

  private final Option<String> baseline =
      Option.of(
          "--baseline",
          "FILE",
          SettingRule.NAME,
          "Findings that are accepted: they do not count until they expire. What of the file has"
              + " expired, no longer occurs or has no justification is reported.");

  private final Option<String> writtenBaseline =
      Option.of(
          "--write-baseline",
          "FILE",
          SettingRule.NAME,
          "Accept all findings in this file, instead of reporting them. Justifications and last"
              + " days stay as they are in --baseline, or else in this file.");

  private final Option<CheckFormat> format =
      Option.of(
          "--format",
          "FORMAT",
          CheckFormat.class,
          "text (default): for people. json: everything, for programs. sarif: for code scanning."
              + " junit: as results of tests, for CI servers. markdown: a comment for a pull"
              + " request. github: annotations of a workflow on GitHub.");

  private final Option<Boolean> fixes =
      Option.flag(
          "--fix",
          "Instead of the findings, write the policy that would be right and how it differs from"
              + " those that were given, as text or json.");

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<Operand> operands() {
    return inputs.operands();
  }

  @Override
  public List<Option<?>> options() {
    return Command.all(
        tasks.options(),
        printer.options(),
        failOn.options(),
        List.of(policies, baseline, writtenBaseline, format, fixes));
  }

  @Override
  public Integer call() {
    if (fixes.isGiven() && writtenBaseline.isGiven()) {
      throw new UsageException("--fix and --write-baseline exclude each other");
    }
    if (fixes.isGiven()) {
      fixFormat();
    }
    if (policies.all().contains(STDIN) && tasks.readsStandardInput(inputs.all())) {
      throw new UsageException("standard input holds the policies or something else, not both");
    }
    CheckReport report = report();
    printer.print(report.diagnostics(), terminal);
    boolean mayGoOn = !printer.stopsAtErrors() && !writtenBaseline.isGiven();
    if (report.hasErrors() && !mayGoOn) {
      return ExitStatus.INVALID;
    }
    if (writtenBaseline.isGiven()) {
      Diagnostic said = file(writtenBaseline.value().orElseThrow()).accept(report);
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
    ProgressLine progress = printer.progress(terminal);
    CheckRequest request =
        new CheckRequest(
            tasks
                .request(terminal, inputs.all(), Scope.ALL, false, PolicyRequest.Shape.TO_COMPARE)
                .observed(progress.observation(true)),
            policies.all(),
            tasks.extent(),
            accepted());
    return progress.during(() -> PolicyAudit.check(request));
  }

  private String text(CheckReport report) {
    return fixes.isGiven()
        ? fixFormat().render(report)
        : format()
            .render(report, failOn.failOn(), printer.renderOptions(terminal, Shell.POSIX, true));
  }

  private CheckFormat format() {
    return format.value().orElse(CheckFormat.TEXT);
  }

  private FixFormat fixFormat() {
    return FixFormat.of(format())
        .orElseThrow(() -> new UsageException("--fix writes text or json, and no other --format"));
  }

  /** A baseline that is written takes over what stands in the one before it. */
  private Optional<CheckRequest.Accepted> accepted() {
    boolean mayBeAbsent =
        writtenBaseline.isGiven()
            && (!baseline.isGiven() || baseline.value().equals(writtenBaseline.value()));
    return baseline
        .value()
        .or(writtenBaseline::value)
        .map(
            name ->
                new CheckRequest.Accepted(
                    file(name), mayBeAbsent, LocalDate.now(terminal.clock())));
  }

  private BaselineFile file(String name) {
    return new BaselineFile(terminal.folder().resolve(name), name);
  }
}
