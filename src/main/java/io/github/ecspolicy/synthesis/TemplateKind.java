package io.github.ecspolicy.synthesis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a statement is for. Each kind has one file in every set of templates. */
enum TemplateKind {
  SSM_PARAMETER("ssm:GetParameters", "${ParameterArns}", Set.of("ParameterArns"), Set.of()),
  SECRETSMANAGER_SECRET(
      "secretsmanager:GetSecretValue", "${SecretArns}", Set.of("SecretArns"), Set.of()),
  S3_OBJECT("s3:GetObject", "${ObjectArns}", Set.of("ObjectArns"), Set.of()),
  S3_BUCKET("s3:GetBucketLocation", "${BucketArns}", Set.of("BucketArns"), Set.of()),

  /**
   * No narrower resource.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html">Amazon
   *     FSx</a>
   */
  FSX_FILE_SYSTEMS("fsx:DescribeFileSystems", "*", Set.of(), Set.of()),

  KMS_KEY(Kms.DECRYPT, Kms.BY_KEY, Set.of(), Kms.KEY),
  KMS_KEY_PARAMETER_CONTEXT(Kms.DECRYPT, Kms.BY_KEY, Set.of("ParameterArns"), Kms.KEY),
  KMS_KEY_SECRET_CONTEXT(Kms.DECRYPT, Kms.BY_KEY, Set.of("SecretArns"), Kms.KEY),
  KMS_ALIAS(Kms.DECRYPT, Kms.BY_ALIAS, Set.of(), Kms.ALIAS),
  KMS_ALIAS_PARAMETER_CONTEXT(Kms.DECRYPT, Kms.BY_ALIAS, Set.of("ParameterArns"), Kms.ALIAS),
  KMS_ALIAS_SECRET_CONTEXT(Kms.DECRYPT, Kms.BY_ALIAS, Set.of("SecretArns"), Kms.ALIAS),

  /** Joins the statements that have neither {@code Sid} nor {@code Condition}. */
  SINGLE_STATEMENT(
      "${Actions}", "${Resources}", Set.of(Single.ACTIONS, Single.RESOURCES), Set.of());

  private static final String SUFFIX = ".json";

  private final String action;
  private final String resource;
  private final Set<String> lists;
  private final Set<String> scalars;

  TemplateKind(String action, String resource, Set<String> lists, Set<String> scalars) {
    this.action = action;
    this.resource = resource;
    this.lists = lists;
    this.scalars = scalars;
  }

  /** What the statements on keys have in common; placeholders as in AWS's own reference pages. */
  private static final class Kms {
    static final String DECRYPT = "kms:Decrypt";
    static final String BY_KEY = "${KeyArn}";

    /** Narrowed by the condition key {@code kms:ResourceAliases}. */
    static final String BY_ALIAS = "arn:${Partition}:kms:${Region}:${Account}:key/*";

    static final Set<String> KEY = Set.of("KeyArn", "Region", "Service", "Subject");
    static final Set<String> ALIAS =
        Set.of("Alias", "Partition", "Region", "Account", "Service", "Subject");
  }

  /** The placeholders of {@link #SINGLE_STATEMENT}. */
  static final class Single {
    static final String ACTIONS = "Actions";
    static final String RESOURCES = "Resources";
  }

  static Optional<TemplateKind> ofFileName(String fileName) {
    return Arrays.stream(values()).filter(kind -> kind.fileName().equals(fileName)).findFirst();
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + SUFFIX;
  }

  /** The one call that a statement of this kind allows. */
  String action() {
    return action;
  }

  /** The one thing that stands in its {@code Resource}: more would be more than is needed. */
  String resource() {
    return resource;
  }

  /** The placeholders that become lists. */
  Set<String> lists() {
    return lists;
  }

  Set<String> scalars() {
    return scalars;
  }
}
