package io.github.ecspolicy.iam;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which condition keys only the live call knows, if the request does not mention them. */
final class ConditionKeys {

  static final SortedSet<String> NONE = Collections.unmodifiableSortedSet(new TreeSet<>());

  /**
   * Global keys depend on the account, the network and the hour.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
   *     global condition context keys</a>
   */
  private static final String GLOBAL_PREFIX = "aws:";

  /**
   * Tags of a resource, in the spellings of the services.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html#awssystemsmanager-policy-keys">{@code
   *     ssm:resourceTag/tag-key}</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys">{@code
   *     s3:ExistingObjectTag/<key>}</a>
   */
  private static final Set<String> TAGS = Set.of("resourcetag/", "existingobjecttag/");

  /**
   * Keys of services that say how a resource was made or how the call travels, which each call has.
   * All others depend on what is called and how, so one that is not mentioned is not there.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html">Condition
   *     keys for AWS KMS</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys">Condition
   *     keys for Amazon S3</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html#awssecretsmanager-policy-keys">Condition
   *     keys for AWS Secrets Manager</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname">{@code
   *     sts:RoleSessionName}</a>
   */
  private static final Set<String> OF_EVERY_CALL =
      Set.of(
          "kms:calleraccount",
          "kms:encryptionalgorithm",
          "kms:keyorigin",
          "kms:keyspec",
          "kms:keyusage",
          "kms:multiregion",
          "kms:multiregionkeytype",
          "kms:resourcealiases",
          "s3:authtype",
          "s3:resourceaccount",
          "s3:signatureage",
          "s3:signatureversion",
          "s3:tlsversion",
          "s3:x-amz-content-sha256",
          "secretsmanager:resource/allowrotationlambdaarn",
          "secretsmanager:secretid",
          "secretsmanager:secretprimaryregion",
          "sts:rolesessionname");

  private ConditionKeys() {}

  /** Whether an offline reader cannot say if the key is in a request that does not mention it. */
  static boolean dependOnTheLiveCall(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    return name.startsWith(GLOBAL_PREFIX)
        || TAGS.stream().anyMatch(tag -> name.startsWith(tag, colon + 1))
        || OF_EVERY_CALL.contains(name);
  }

  static SortedSet<String> of(String key) {
    return sorted(Set.of(key));
  }

  static SortedSet<String> sorted(Set<String> keys) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(keys));
  }
}
