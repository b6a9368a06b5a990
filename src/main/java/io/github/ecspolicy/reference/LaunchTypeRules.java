package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.CredentialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What AWS does not support on every launch type. Where a task definition is for such a one, by its
 * {@code requiresCompatibilities}, AWS refuses it or its tasks do not start: ECS never looks the
 * reference up there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">
 *     differences for Fargate</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html">
 *     differences for Managed Instances</a>
 */
final class LaunchTypeRules {
  private enum LaunchType {
    FARGATE("Fargate"),
    MANAGED_INSTANCES("Managed Instances");

    private final String words;

    LaunchType(String words) {
      this.words = words;
    }
  }

  private static final List<LaunchType> FARGATE = List.of(LaunchType.FARGATE);
  private static final List<LaunchType> RUN_BY_AWS =
      List.of(LaunchType.FARGATE, LaunchType.MANAGED_INSTANCES);

  private final TaskDefinition task;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  LaunchTypeRules(TaskDefinition task) {
    this.task = task;
  }

  /** Returns what was asked about and is not supported everywhere. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /**
   * Whether FireLens asks for a configuration file in S3.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html">
   *     custom configuration files</a>
   */
  boolean allowFirelensFile(FieldValue file) {
    return allow(
        file,
        FARGATE,
        "FireLens reads no file from S3",
        "put the file into the image, and write `\"config-file-type\": \"file\"`");
  }

  /**
   * Whether a volume of FSx for Windows File Server is mounted.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html">
   *     considerations</a>
   */
  boolean allowFsxVolume(FieldValue credentialsParameter) {
    return allow(
        credentialsParameter,
        RUN_BY_AWS,
        "there are no volumes of FSx for Windows File Server",
        "run the task on Windows instances of your own");
  }

  /** Whether an entry of {@code dockerSecurityOptions} is taken at all. */
  boolean allowDockerSecurityOption(CredentialSpec spec) {
    return allow(
        spec.value(),
        RUN_BY_AWS,
        "`dockerSecurityOptions` is not valid",
        "write it in `credentialSpecs`");
  }

  /** Whether an entry of {@code credentialSpecs} is read. */
  boolean allowCredentialSpec(CredentialSpec spec) {
    if (task.isWindows()) {
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html
      return allow(
          spec.value(),
          FARGATE,
          "Windows containers have no gMSA",
          "run the task on instances of your own");
    }
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-linux-gmsa.html
    return !spec.hasKnownForm()
        || (spec.isDomainless() && isInS3(spec))
        || allow(
            spec.value(),
            FARGATE,
            "only domainless credential specs in S3 are read",
            "write `credentialspecdomainless:` and the ARN of an object in S3");
  }

  private static boolean isInS3(CredentialSpec spec) {
    return Arn.parse(spec.place())
        .filter(arn -> arn.service().equals(ObjectResolver.SERVICE))
        .isPresent();
  }

  /** Returns {@code true} if the task may run where this is supported, and says where it is not. */
  private boolean allow(FieldValue value, List<LaunchType> without, String what, String hint) {
    List<LaunchType> named = without.stream().filter(type -> task.isFor(type.name())).toList();
    if (named.isEmpty()) {
      return true;
    }
    String where = named.stream().map(type -> type.words).collect(Collectors.joining(" and "));
    diagnostics.add(
        Diagnostic.at(
                value.location(),
                DiagnosticCode.LAUNCH_TYPE_UNSUPPORTED,
                "on " + where + ", " + what + ": " + quote(value.text()))
            .withHint(hint));
    return !task.isOnlyFor(without.stream().map(LaunchType::name).collect(Collectors.toSet()));
  }
}
