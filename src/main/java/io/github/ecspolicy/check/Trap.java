package io.github.ecspolicy.check;

import io.github.ecspolicy.synthesis.NeededCall;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A mistake that people make: something in a policy that was meant to allow a call and does not. In
 * the order in which they are looked for, the plainest first.
 */
enum Trap {
  /**
   * ECS reads parameters with {@code ssm:GetParameters} and never with its singular.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-secrets">
   *     permissions for secrets</a>
   */
  GET_PARAMETER(
      FindingCode.GET_PARAMETER,
      "allows other actions that read parameters",
      "ECS calls `ssm:GetParameters`, in the plural",
      NearMiss::isOtherReader),
  /**
   * {@code parameter/} and the name without its leading slash.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html#awssystemsmanager-resources-for-iam-policies">
   *     resource types of Systems Manager</a>
   */
  PARAMETER_ARN_FORM(
      FindingCode.PARAMETER_ARN_FORM,
      "spells its ARN in another way",
      "one slash stands between `parameter` and the name, and no colon",
      NearMiss::isOtherSpelling),
  PARAMETER_VERSION_IN_ARN(
      FindingCode.PARAMETER_VERSION_IN_ARN,
      "has a version or label in its ARN",
      "the ARN ends with the name: versions are no part of it",
      NearMiss::hasVersion),
  /**
   * What follows the name in {@code valueFrom} is no part of the ARN.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">
   *     JSON keys, stages and versions</a>
   */
  JSON_KEY_IN_ARN(
      FindingCode.JSON_KEY_IN_ARN,
      "has a JSON key, stage or version after its ARN",
      "the ARN ends with the six characters after the name",
      NearMiss::hasJsonKey),
  /**
   * IAM is asked about the whole ARN.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html">
   *     the random suffix in policies</a>
   */
  PARTIAL_SECRET_ARN(
      FindingCode.PARTIAL_SECRET_ARN,
      "names it without the six characters at the end of its ARN",
      "write the whole ARN, or `-??????` after the name",
      NearMiss::isPartial),
  /**
   * An alias ARN in {@code Resource} is about the alias, not about its key.
   *
   * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html">
   *     aliases in policies</a>
   */
  ALIAS_ARN(
      FindingCode.ALIAS_ARN,
      "names an alias, which allows nothing on its key",
      "name the ARN of the key, or all keys and `kms:ResourceAliases` in a condition",
      NearMiss::isAlias),
  /**
   * {@code .amazonaws.com} in all partitions.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service">
   *     kms:ViaService</a>
   */
  VIA_SERVICE(
      FindingCode.VIA_SERVICE,
      "holds it to another `kms:ViaService`",
      "that is the service, the Region and `amazonaws.com`, in every partition",
      (call, permission) -> NearMiss.isHeldBack(call, permission, "kms:viaservice")),
  ENCRYPTION_CONTEXT(
      FindingCode.ENCRYPTION_CONTEXT,
      "holds it to another encryption context",
      "that is `PARAMETER_ARN` for parameters and `SecretARN` for secrets, with whole ARNs",
      (call, permission) -> NearMiss.isHeldBack(call, permission, "kms:encryptioncontext:")),
  /**
   * Creating a stream, and even a group, is asked of a log stream.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html">
   *     CloudWatch Logs</a>
   */
  LOG_GROUP_ARN(
      FindingCode.LOG_GROUP_ARN,
      "names the log group alone",
      "IAM is asked about streams of the group: write `:*` after its name",
      NearMiss::isGroupAlone),
  /** AWS has no narrower resource for it. */
  NEEDS_EVERY_RESOURCE(
      FindingCode.NEEDS_EVERY_RESOURCE,
      "allows it on something",
      "AWS has no narrower resource for it than `*`",
      NearMiss::isOnSomething),
  /**
   * Objects and their bucket have ARNs of their own.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies">
   *     resource types of Amazon S3</a>
   */
  BUCKET_AND_OBJECT(
      FindingCode.BUCKET_AND_OBJECT,
      "names the other of bucket and object",
      "`s3:GetObject` is about `BUCKET/KEY`, `s3:GetBucketLocation` about `BUCKET`",
      NearMiss::isOtherOfBucketAndObject),
  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars">
   *     characters with special meaning</a>
   */
  OBJECT_KEY_UNESCAPED(
      FindingCode.OBJECT_KEY_UNESCAPED,
      "has its key as it is, which means something else in a policy",
      "write `${$}`, `${*}` and `${?}` for `$`, `*` and `?`",
      NearMiss::isUnescaped),
  /** ARNs name a Region and an account, which are those of the thing and not of the task. */
  OTHER_PLACE(
      FindingCode.OTHER_PLACE,
      "names one in another Region or account",
      "the place is that of its ARN or image, else of the task",
      NearMiss::isInOtherPlace),
  /**
   * A bare name is one of a parameter in {@code secrets}, and one of a secret in {@code
   * repositoryCredentials}.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html">
   *     valueFrom</a>
   */
  OTHER_SERVICE(
      FindingCode.OTHER_SERVICE,
      "names something of the same name in another service",
      "a name without `arn:` is one of a parameter under `secrets`, and one of a secret under"
          + " `repositoryCredentials`",
      NearMiss::isOfOtherService);

  private final FindingCode code;
  private final String words;
  private final String cure;
  private final BiPredicate<NeededCall, Permission> test;

  Trap(FindingCode code, String words, String cure, BiPredicate<NeededCall, Permission> test) {
    this.code = code;
    this.words = words;
    this.cure = cure;
    this.test = test;
  }

  /** What was meant to allow a call, and why it does not. */
  record Sprung(Trap trap, Permission permission) {}

  /** Returns the first of {@code permissions} that was meant to allow {@code call}. */
  static Optional<Sprung> in(List<Permission> permissions, NeededCall call) {
    for (Trap trap : values()) {
      for (Permission permission : permissions) {
        if (trap.test.test(call, permission)) {
          return Optional.of(new Sprung(trap, permission));
        }
      }
    }
    return Optional.empty();
  }

  FindingCode code() {
    return code;
  }

  /** Returns what the statement does, after its name. */
  String words() {
    return words;
  }

  /** Returns what is right. */
  String cure() {
    return cure;
  }
}
