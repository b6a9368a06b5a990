package io.github.ecspolicy.maven;

import io.github.ecspolicy.PolicyFiles;
import io.github.ecspolicy.PolicyGenerator;
import io.github.ecspolicy.PolicyOutput;
import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.render.OutputFormat;
import io.github.ecspolicy.render.RenderOptions;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.render.Text;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the smallest IAM policy that lets Amazon ECS start the tasks of the given task definitions
 * with their task execution role: one file for each role.
 *
 * <p>If something in a task definition cannot be understood, the build fails, all problems are
 * logged, and no file is touched. A file that already holds what would be written is left as it is
 * and logged as up to date.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresProject = false,
    threadSafe = true)
public final class GenerateMojo extends RequestMojo {
  private static final String DEFAULT_FOLDER = "ecs-policy";

  @Parameter(defaultValue = "${project.basedir}", readonly = true)
  private File projectFolder;

  // Without a project this is no path: the placeholder within it is not replaced.
  @Parameter(defaultValue = "${project.build.directory}", readonly = true)
  private File buildDirectory;

  /**
   * {@code json}: the policy document. {@code console}: steps and text for the IAM console. {@code
   * aws-cli}: a command for a shell. {@code cloudformation}: resources for a template, with the
   * template's own expressions. {@code terraform}: blocks for a configuration. {@code cdk}:
   * TypeScript for an app. {@code markdown}: policy, reasons and diagnostics for a pull request.
   * {@code report}: everything with its reasons, for auditors.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.format", defaultValue = "json")
  private String format;

  /**
   * The shell that the format {@code aws-cli} is for: {@code posix} or {@code powershell}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.shell", defaultValue = "posix")
  private String shell;

  /**
   * File for the policy of a single role; {@code outputDirectory} is then not used.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.outputFile")
  private File outputFile;

  /**
   * Folder for one file for each role, {@code ROLE.json}. Default: {@code ecs-policy} in the build
   * directory of the project, or in the working folder where there is no project. Executions that
   * write for the same role need folders of their own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.outputDirectory")
  private File outputDirectory;

  /**
   * Writes a policy without statements where nothing is needed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.allowEmpty", defaultValue = "false")
  private boolean allowEmpty;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (isSkipped()) {
      return;
    }
    ConfigurationCheck check = new ConfigurationCheck();
    PolicyRequest request = request(check, printed());
    PolicyOutput.Form form = form(check);
    check.conclude();

    PolicyReport report = PolicyGenerator.generate(request);
    if (report.hasErrors() && !keepsGoing()) {
      log(report.diagnostics());
      int errors = count(report.diagnostics(), Severity.ERROR);
      throw new MojoFailureException(
          counted(errors, "error") + ", see above: no policy is written");
    }
    PolicyReport kept = report.inSpiteOfErrors();
    PolicyOutput output = output(kept, form, request);
    List<Diagnostic> all = output.diagnosticsWith(kept);
    log(all);
    if (output.isRefused()) {
      throw new MojoFailureException("nothing is written, see above");
    }
    write(output.texts());
    conclude(all);
  }

  /** Whether a format is wrong is found out later: problems are named in one order. */
  private PolicyRequest.Printed printed() {
    return OutputFormat.of(format)
        .map(PolicyOutput::printed)
        .orElse(new PolicyRequest.Printed(false, true));
  }

  private static OutputFormat[] formats() {
    return Arrays.stream(OutputFormat.values())
        .filter(OutputFormat::isOfPolicies)
        .toArray(OutputFormat[]::new);
  }

  private PolicyOutput.Form form(ConfigurationCheck check) {
    Optional<OutputFormat> output =
        check.choice(Setting.FORMAT, format, formats(), OutputFormat::word);
    Optional<Shell> commands = check.choice(Setting.SHELL, shell, Shell.values(), TaskMojo::word);
    return new PolicyOutput.Form(
        output.orElse(OutputFormat.JSON),
        new RenderOptions(Dialect.MAVEN, commands.orElse(Shell.POSIX), false),
        allowEmpty);
  }

  /** Fails the build where the command would exit with 1. */
  private void conclude(List<Diagnostic> diagnostics) throws MojoFailureException {
    int errors = count(diagnostics, Severity.ERROR);
    if (errors > 0) {
      throw new MojoFailureException(
          counted(errors, "error") + ", see above: the policy is incomplete");
    }
    int warnings = count(diagnostics, Severity.WARNING);
    if (isStrict() && warnings > 0) {
      throw new MojoFailureException(counted(warnings, "warning") + ", and `<strict>` is set");
    }
  }

  private PolicyOutput output(PolicyReport report, PolicyOutput.Form form, PolicyRequest request) {
    return outputFile == null
        ? PolicyOutput.inFolder(
            report,
            form,
            request,
            outputDirectory == null ? defaultFolder() : outputDirectory.toPath())
        : PolicyOutput.inOneFile(report, form, request, outputFile.toPath());
  }

  private Path defaultFolder() {
    return (projectFolder == null ? base() : buildDirectory.toPath()).resolve(DEFAULT_FOLDER);
  }

  private void write(Map<Path, Text> texts) throws MojoExecutionException {
    if (texts.isEmpty()) {
      getLog().info("no policy to write");
    }
    Map<Path, Text> changed = new TreeMap<>(texts);
    changed.entrySet().removeIf(entry -> isIn(entry.getKey(), entry.getValue().whole()));
    try {
      PolicyFiles.write(changed);
    } catch (IOException e) {
      log(PolicyFiles.unwritable(changed.keySet().stream().map(this::shown).toList()));
      throw new MojoExecutionException("the output cannot be written", e);
    }
    for (Path file : texts.keySet()) {
      getLog().info((changed.containsKey(file) ? "wrote " : "up to date: ") + shown(file));
    }
  }

  /** Any doubt means no: the file is then written again. */
  private static boolean isIn(Path file, String text) {
    try {
      return Files.isRegularFile(file)
          && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false;
    }
  }
}
