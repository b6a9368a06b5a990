package io.github.ecspolicy.render;

import io.github.ecspolicy.reference.KeyStatus.CustomerKey;
import io.github.ecspolicy.reference.KmsKey;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.synthesis.Grant;
import java.util.Locale;

/** Why a task needs a permission: one short sentence in ECS's terms. */
final class Reason {
  private static final String ENCRYPTED_LOGS =
      " (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/encrypt-log-data-kms.html)";

  private Reason() {}

  static String of(Grant grant, ResolvedReference need) {
    // IAM does not care about the case of actions, and templates are the user's
    return switch (grant.action().toLowerCase(Locale.ROOT)) {
      case "ssm:getparameters" -> "ECS calls GetParameters to " + purpose(need.reference());
      case "secretsmanager:getsecretvalue" ->
          need.isBehindParameter()
              ? "the parameter stands for a secret: Systems Manager asks Secrets Manager for it"
              : "ECS calls GetSecretValue to " + purpose(need.reference());
      case "s3:getobject" -> "ECS calls GetObject to " + purpose(need.reference());
      case "s3:getbucketlocation" -> "ECS calls GetBucketLocation to find the bucket's Region";
      case "fsx:describefilesystems" ->
          "ECS calls DescribeFileSystems to find the address of the file system"
              + " (AWS has no narrower resource than *)";
      case "ecr:getauthorizationtoken" ->
          "ECS calls GetAuthorizationToken to log in to the registry"
              + " (AWS has no narrower resource than *)";
      case "ecr:batchgetimage" -> "ECS calls BatchGetImage to " + purpose(need.reference());
      case "ecr:getdownloadurlforlayer" ->
          "ECS calls GetDownloadUrlForLayer to " + purpose(need.reference());
      case "ecr:batchchecklayeravailability" ->
          "optional: in AWS's managed policy, not in AWS's minimal list";
      case "ecr:batchimportupstreamimage" ->
          "Amazon ECR imports into the pull-through cache what it does not hold yet";
      case "ecr:createrepository" ->
          "Amazon ECR creates the repository of the pull-through cache where there is none";
      case "logs:createlogstream" ->
          "the awslogs driver calls CreateLogStream when the container starts";
      case "logs:putlogevents" -> "the awslogs driver calls PutLogEvents to write the logs";
      case "logs:createloggroup" ->
          "the awslogs driver calls CreateLogGroup where there is no group (awslogs-create-group)";
      case "kms:decrypt" -> decryption(need);
      case "kms:describe*", "kms:encrypt", "kms:generatedatakey*", "kms:reencrypt*" ->
          "AWS asks for it where a key encrypts the logs" + ENCRYPTED_LOGS;
      default -> "the template allows it too";
    };
  }

  private static String purpose(Reference reference) {
    return switch (reference.field()) {
      case SECRET -> "set " + named("the environment variable", reference);
      case SECRET_OPTION -> "give " + named("the log driver option", reference);
      case REPOSITORY_CREDENTIALS -> "log in to the private registry";
      case CREDENTIAL_SPEC -> "read the credential spec";
      case CREDENTIAL_ARN -> "log in to the domain that the credential spec is for";
      case FSX_CREDENTIALS -> "log in to the file system of " + named("the volume", reference);
      case IMAGE -> "pull the image";
      case EXTRA_REPOSITORY -> "pull an image that the task definition does not show";
      case RUNTIME_MONITORING -> "pull the sidecar of Amazon GuardDuty";
      case ENVIRONMENT_FILE -> "read the environment file";
      case FIRELENS_CONFIG -> "read the configuration of FireLens";
      case LOG_GROUP -> "write the logs";
    };
  }

  private static String named(String what, Reference reference) {
    return what + reference.name().map(name -> " " + name).orElse("");
  }

  private static String decryption(ResolvedReference need) {
    String who = decrypter(need);
    String why =
        need.key() instanceof CustomerKey customer
            ? who + " with the customer key" + alias(customer.key())
            : who;
    return need.kind() == Kind.LOG_STREAMS ? why + ENCRYPTED_LOGS : why;
  }

  private static String decrypter(ResolvedReference need) {
    return switch (need.kind()) {
      case PARAMETER -> "Systems Manager decrypts the parameter";
      case SECRET -> "Secrets Manager decrypts the secret";
      case S3_OBJECT -> "Amazon S3 decrypts the object";
      case LOG_STREAMS -> "CloudWatch Logs encrypts the logs";
      case FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_GROUP ->
          throw new IllegalArgumentException("nothing there is decrypted");
    };
  }

  /** The grant itself names a key by its ARN, but not one by its alias. */
  private static String alias(KmsKey key) {
    return key instanceof KmsKey.ByAlias byAlias ? " " + byAlias.alias() : "";
  }
}
