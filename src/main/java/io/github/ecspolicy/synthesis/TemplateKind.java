package io.github.ecspolicy.synthesis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a statement is for. Each kind has one file in every set of templates. */
enum TemplateKind {
  SSM_PARAMETER("ssm:GetParameters", "${ParameterArns}", "ParameterArns", Set.of()),
  SECRETSMANAGER_SECRET("secretsmanager:GetSecretValue", "${SecretArns}", "SecretArns", Set.of()),
  S3_OBJECT("s3:GetObject", "${ObjectArns}", "ObjectArns", Set.of()),
  S3_BUCKET("s3:GetBucketLocation", "${BucketArns}", "BucketArns", Set.of()),

  /**
   * No narrower resource.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html">Amazon
   *     FSx</a>
   */
  FSX_FILE_SYSTEMS("fsx:DescribeFileSystems", "*", "", Set.of()),

  KMS_KEY(Kms.DECRYPT, Kms.BY_KEY, "", Kms.KEY),
  KMS_KEY_PARAMETER_CONTEXT(Kms.DECRYPT, Kms.BY_KEY, "ParameterArns", Kms.KEY),
  KMS_KEY_SECRET_CONTEXT(Kms.DECRYPT, Kms.BY_KEY, "SecretArns", Kms.KEY),
  KMS_ALIAS(Kms.DECRYPT, Kms.BY_ALIAS, "", Kms.ALIAS),
  KMS_ALIAS_PARAMETER_CONTEXT(Kms.DECRYPT, Kms.BY_ALIAS, "ParameterArns", Kms.ALIAS),
  KMS_ALIAS_SECRET_CONTEXT(Kms.DECRYPT, Kms.BY_ALIAS, "SecretArns", Kms.ALIAS),

  /** Joins the statements that have neither {@code Sid} nor {@code Condition}. */
  SINGLE_STATEMENT("${Actions}", "${Resources}", "Resources", Set.of());

  /** The placeholder that {@link #SINGLE_STATEMENT} has beside its resources. */
  static final String ACTIONS = "Actions";

  private static final String SUFFIX = ".json";

  private final String action;
  private final String resource;
  private final String list;
  private final Set<String> scalars;

  TemplateKind(String action, String resource, String list, Set<String> scalars) {
    this.action = action;
    this.resource = resource;
    this.list = list;
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

  /** The placeholder that becomes a list; empty where there is none. */
  Optional<String> list() {
    return Optional.of(list).filter(name -> !name.isEmpty());
  }

  Set<String> scalars() {
    return scalars;
  }

  boolean isList(String placeholder) {
    return placeholder.equals(list) || this == SINGLE_STATEMENT && placeholder.equals(ACTIONS);
  }
}
