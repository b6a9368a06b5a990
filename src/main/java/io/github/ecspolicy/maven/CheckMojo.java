package io.github.ecspolicy.maven;

import io.github.ecspolicy.BaselineFile;
import io.github.ecspolicy.CheckRequest;
import io.github.ecspolicy.PolicyAudit;
import io.github.ecspolicy.PolicyFiles;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.render.RenderOptions.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares the policies of execution roles with what their tasks need: what is missing, what is
 * broader than needed, what nothing needs. The build fails on what {@code failOn} names.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class CheckMojo extends TaskMojo {
  /** As many places the message of a failed build names. */
  private static final int SHOWN = 5;

  /**
   * What a role is allowed: files, folders or globs with policy documents, with what {@code aws iam
   * get-role-policy}, {@code get-policy-version}, {@code get-role} or {@code
   * list-attached-role-policies} prints, or with a whole {@code aws iam
   * get-account-authorization-details}; or ARNs of managed policies of AWS's own. Not needed where
   * a template or plan among the inputs defines the role.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.policies")
  private List<String> policies;

  /**
   * Findings that fail the build, each word those of the words before it: {@code missing}, {@code
   * broader}, {@code unused}, {@code any}; or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.failOn", defaultValue = "missing")
  private String failOn;

  /**
   * File with the findings that are accepted: they do not count until they expire. What of the file
   * has expired, no longer occurs or has no justification is reported.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.baseline")
  private String baseline;

  /**
   * File to accept all findings in, instead of reporting them. Justifications and last days stay as
   * they are in {@code baseline}, or else in this file.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.writeBaseline")
  private String writeBaseline;

  /**
   * How findings are written, in the words of the command's option {@code --format}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.format", defaultValue = "text")
  private String format;

  /**
   * File for the findings, such as one that a code host or a build server reads. Default: the log.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.outputFile")
  private File outputFile;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (isSkipped()) {
      return;
    }
    ConfigurationCheck check = new ConfigurationCheck();
    CheckRequest request = request(check);
    FailOn limit =
        check
            .choice(Setting.FAIL_ON, failOn, FailOn.values(), TaskMojo::word)
            .orElse(FailOn.MISSING);
    CheckFormat form =
        check
            .choice(Setting.FORMAT, format, CheckFormat.values(), TaskMojo::word)
            .orElse(CheckFormat.TEXT);
    check.conclude();

    CheckReport report = PolicyAudit.check(request);
    log(report.diagnostics());
    int errors = count(report.diagnostics(), Severity.ERROR);
    Optional<String> written = name(writeBaseline);
    if (errors > 0 && (written.isPresent() || !keepsGoing())) {
      throw new MojoFailureException(counted(errors, "error") + ", see above: nothing is checked");
    }
    if (written.isPresent()) {
      accept(report, file(written.get()));
      return;
    }
    List<Finding> failing = report.findings().stream().filter(limit::failsOn).toList();
    write(report, form, limit, failing.isEmpty());
    conclude(failing, report.diagnostics());
  }

  private CheckRequest request(ConfigurationCheck check) {
    PolicyRequest tasks = request(check, Scope.ALL, false, () -> PolicyRequest.Shape.TO_COMPARE);
    Optional<String> written = name(writeBaseline);
    Optional<String> read = name(baseline);
    boolean mayBeAbsent = written.isPresent() && read.map(written.get()::equals).orElse(true);
    return new CheckRequest(
        tasks,
        names(policies),
        extent(),
        read.or(() -> written)
            .map(
                file ->
                    new CheckRequest.Accepted(
                        file(file), mayBeAbsent, LocalDate.now(Clock.systemUTC()))));
  }

  private static Optional<String> name(String configured) {
    return Optional.ofNullable(configured).map(String::strip).filter(name -> !name.isEmpty());
  }

  private BaselineFile file(String name) {
    return new BaselineFile(base().resolve(name), name);
  }

  private void accept(CheckReport report, BaselineFile file) throws MojoExecutionException {
    Diagnostic said = file.accept(report);
    log(List.of(said));
    if (said.isError()) {
      throw new MojoExecutionException("the baseline cannot be written");
    }
  }

  private void write(CheckReport report, CheckFormat form, FailOn limit, boolean isFine)
      throws MojoExecutionException {
    String text = form.render(report, limit, new RenderOptions(Dialect.MAVEN, Shell.POSIX, false));
    if (outputFile == null) {
      text.lines().forEach(isFine ? getLog()::info : getLog()::error);
      return;
    }
    Path file = outputFile.toPath();
    try {
      PolicyFiles.write(file, text);
    } catch (IOException e) {
      log(List.of(PolicyFiles.unwritable(List.of(shown(file)))));
      throw new MojoExecutionException("the output cannot be written", e);
    }
    getLog().info("wrote " + shown(file));
  }

  /** Fails the build where the command would exit with 1. */
  private void conclude(List<Finding> failing, List<Diagnostic> diagnostics)
      throws MojoFailureException {
    if (!failing.isEmpty()) {
      throw new MojoFailureException(counts(failing) + ": " + places(failing));
    }
    int errors = count(diagnostics, Severity.ERROR);
    if (errors > 0) {
      throw new MojoFailureException(
          counted(errors, "error") + ", see above: not everything is checked");
    }
    int warnings = count(diagnostics, Severity.WARNING);
    if (isStrict() && warnings > 0) {
      throw new MojoFailureException(counted(warnings, "warning") + ", and `<strict>` is set");
    }
  }

  private static String counts(List<Finding> failing) {
    return Stream.of(Category.values())
        .filter(category -> count(failing, category) > 0)
        .map(category -> count(failing, category) + " " + words(category))
        .collect(Collectors.joining(", "));
  }

  private static long count(List<Finding> findings, Category category) {
    return findings.stream().filter(finding -> finding.code().category() == category).count();
  }

  private static String words(Category category) {
    return switch (category) {
      case MISSING -> "missing";
      case BROADER -> "broader than needed";
      case UNUSED -> "unused";
      case OTHER -> "other";
    };
  }

  private static String places(List<Finding> failing) {
    int others = failing.size() - SHOWN;
    return failing.stream()
            .limit(SHOWN)
            .map(
                finding ->
                    finding.code()
                        + finding.location().map(place -> " at " + place).orElse(" of the role"))
            .collect(Collectors.joining(", "))
        + (others > 0 ? " and " + others + " more" : "");
  }
}
