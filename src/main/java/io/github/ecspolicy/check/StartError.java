package io.github.ecspolicy.check;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.Caller;
import io.github.ecspolicy.iam.Obstacle;
import io.github.ecspolicy.iam.PolicyType;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.synthesis.NeededCall;
import java.util.List;

/**
 * What ECS says of a task that cannot start for want of a permission, as people search for it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html">
 *     ResourceInitializationError</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html">
 *     CannotPullContainerError</a>
 */
final class StartError {
  private static final String PULLING =
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
          + " retrieval failed: ";

  private static final String LOGGING =
      "ResourceInitializationError: failed to validate logger args: create stream has been retried"
          + " 1 times: ";

  private StartError() {}

  /**
   * Returns what ECS says if {@code role} may not make {@code call}.
   *
   * @param obstacle why it may not
   */
  static String of(NeededCall call, Caller.Role role, Obstacle obstacle) {
    String denial = denial(call, role) + why(call.action(), obstacle);
    return switch (call.action()) {
      case "ssm:GetParameters" -> PULLING + "unable to retrieve secrets from ssm: " + denial;
      case "secretsmanager:GetSecretValue" ->
          call.need().reference().field() == Field.REPOSITORY_CREDENTIALS
              ? PULLING + "unable to get registry auth from asm: " + denial
              : PULLING + "unable to retrieve secret(s) from asm: " + denial;
      case "kms:Decrypt" -> decryption(call);
      case "ecr:GetAuthorizationToken" ->
          PULLING + "unable to retrieve ecr registry auth: " + denial;
      case "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchImportUpstreamImage",
          "ecr:CreateRepository" ->
          "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to"
              + " resolve ref: unexpected status from HEAD request: 403 Forbidden";
      case "logs:CreateLogStream" -> LOGGING + "failed to create Cloudwatch log stream: " + denial;
      case "logs:CreateLogGroup" -> LOGGING + "failed to create Cloudwatch log group: " + denial;
      case "s3:GetObject", "s3:GetBucketLocation" -> download(call);
      case "fsx:DescribeFileSystems" ->
          "fsx describing filesystem(s) from the service for FILE_SYSTEM_ID: " + denial;
      default -> denial;
    };
  }

  private static String download(NeededCall call) {
    return switch (call.need().reference().field()) {
      case FIRELENS_CONFIG ->
          "unable to download firelens s3 config file: AccessDenied: Access Denied status code:"
              + " 403";
      case CREDENTIAL_SPEC ->
          "unable to download credentialspec file: AccessDenied: Access Denied status code: 403";
      case ENVIRONMENT_FILE,
          SECRET,
          SECRET_OPTION,
          REPOSITORY_CREDENTIALS,
          CREDENTIAL_ARN,
          FSX_CREDENTIALS,
          IMAGE,
          EXTRA_REPOSITORY,
          RUNTIME_MONITORING,
          LOG_GROUP ->
          "ResourceInitializationError: failed to download env files: file download command: non"
              + " empty error stream: AccessDenied: Access Denied status code: 403";
    };
  }

  private static String decryption(NeededCall call) {
    return switch (call.need().kind()) {
      case SECRET ->
          PULLING
              + "unable to retrieve secret(s) from asm: AccessDeniedException: Access to KMS is not"
              + " allowed";
      case PARAMETER ->
          PULLING
              + "unable to retrieve secrets from ssm: The ciphertext refers to a customer master"
              + " key that does not exist, does not exist in this region, or you are not allowed to"
              + " access. (Service: AWSKMS)";
      case S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_STREAMS, LOG_GROUP ->
          "AccessDenied: Access Denied status code: 403";
    };
  }

  private static String denial(NeededCall call, Caller.Role role) {
    Arn arn = Arn.parse(role.arn()).orElseThrow();
    String session =
        new Arn(
                arn.partition(),
                "sts",
                "",
                arn.account(),
                "assumed-role/" + arn.resource().replaceFirst(".*/", "") + "/TASK_ID")
            .toString();
    return "AccessDeniedException: User: "
        + session
        + " is not authorized to perform: "
        + call.action()
        + " on resource: "
        + named(call);
  }

  /** AWS names a secret as ECS asks for it, and a log stream after its task. */
  private static String named(NeededCall call) {
    return switch (call.end()) {
      case SECRET_SUFFIX ->
          call.context().getOrDefault("secretsmanager:SecretId", List.of()).stream()
              .findFirst()
              .orElseGet(call::resourceText);
      case STREAM -> call.resource() + "TASK_ID";
      case KNOWN, KEY_ID -> call.resourceText();
    };
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-message-examples">
   *     access denied error messages</a>
   */
  private static String why(String action, Obstacle obstacle) {
    String policy =
        switch (obstacle.policy()) {
          case IDENTITY -> "identity-based policy";
          case BOUNDARY -> "permissions boundary";
          case RESOURCE -> "resource-based policy";
        };
    if (!obstacle.denies()) {
      return " because no " + policy + " allows the " + action + " action";
    }
    return " with an explicit deny in "
        + (obstacle.policy() == PolicyType.IDENTITY ? "an " : "a ")
        + policy;
  }
}
