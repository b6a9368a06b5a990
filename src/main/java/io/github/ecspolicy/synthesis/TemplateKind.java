package io.github.ecspolicy.synthesis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a statement is for. Each kind has one file in every set of templates. */
enum TemplateKind {
  SSM_PARAMETER(List.of("ssm:GetParameters"), "${ParameterArns}", Set.of("ParameterArns")),
  SECRETSMANAGER_SECRET(
      List.of("secretsmanager:GetSecretValue"), "${SecretArns}", Set.of("SecretArns")),
  S3_OBJECT(List.of("s3:GetObject"), "${ObjectArns}", Set.of("ObjectArns")),
  S3_BUCKET(List.of("s3:GetBucketLocation"), "${BucketArns}", Set.of("BucketArns")),

  /**
   * No narrower resource.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html">Amazon
   *     FSx</a>
   */
  FSX_FILE_SYSTEMS(List.of("fsx:DescribeFileSystems"), "*", Set.of()),

  /**
   * No narrower resource.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html">Amazon
   *     ECR</a>
   */
  ECR_REGISTRY(List.of("ecr:GetAuthorizationToken"), "*", Set.of()),
  ECR_REPOSITORY(Ecr.PULL, "${RepositoryArns}", Set.of("RepositoryArns")),
  ECR_REPOSITORY_SOURCE_VPCE(
      Ecr.PULL, "${RepositoryArns}", Set.of("RepositoryArns", Ecr.SOURCE_VPCES)),
  ECR_UPSTREAM_IMAGE(
      List.of("ecr:BatchImportUpstreamImage", "ecr:CreateRepository"),
      "${RepositoryArns}",
      Set.of("RepositoryArns")),
  LOGS_STREAM(
      List.of("logs:CreateLogStream", "logs:PutLogEvents"),
      "${LogStreamArns}",
      Set.of("LogStreamArns")),
  LOGS_GROUP(List.of("logs:CreateLogGroup"), "${LogGroupArns}", Set.of("LogGroupArns")),

  KMS_KEY(Kms.DECRYPT, Kms.BY_KEY, Set.of(), Kms.KEY),
  KMS_KEY_PARAMETER_CONTEXT(Kms.DECRYPT, Kms.BY_KEY, Set.of("ParameterArns"), Kms.KEY),
  KMS_KEY_SECRET_CONTEXT(Kms.DECRYPT, Kms.BY_KEY, Set.of("SecretArns"), Kms.KEY),
  KMS_ALIAS(Kms.DECRYPT, Kms.BY_ALIAS, Set.of(), Kms.ALIAS),
  KMS_ALIAS_PARAMETER_CONTEXT(Kms.DECRYPT, Kms.BY_ALIAS, Set.of("ParameterArns"), Kms.ALIAS),
  KMS_ALIAS_SECRET_CONTEXT(Kms.DECRYPT, Kms.BY_ALIAS, Set.of("SecretArns"), Kms.ALIAS),
  KMS_KEY_LOG_GROUP(Kms.WRITE_LOGS, Kms.BY_KEY, Set.of(), Kms.KEY),
  KMS_ALIAS_LOG_GROUP(Kms.WRITE_LOGS, Kms.BY_ALIAS, Set.of(), Kms.ALIAS),

  /** Joins the statements that have neither {@code Sid} nor {@code Condition}. */
  SINGLE_STATEMENT(List.of("${Actions}"), "${Resources}", Set.of(Single.ACTIONS, Single.RESOURCES)),

  /** Who may assume the role; a policy of its own, whose resource is the role it belongs to. */
  TRUST_POLICY(
      List.of("sts:AssumeRole"), "", Set.of(Trust.SOURCE_ARNS), Set.of(Trust.SOURCE_ACCOUNT));

  private static final String SUFFIX = ".json";

  private final List<String> actions;
  private final String resource;
  private final Set<String> lists;
  private final Set<String> scalars;

  TemplateKind(List<String> actions, String resource, Set<String> lists) {
    this(actions, resource, lists, Set.of());
  }

  TemplateKind(List<String> actions, String resource, Set<String> lists, Set<String> scalars) {
    this.actions = actions;
    this.resource = resource;
    this.lists = lists;
    this.scalars = scalars;
  }

  /** What the statements on repositories have in common. */
  static final class Ecr {
    /** AWS's two pages that list the least leave this one out, its managed policy has it. */
    static final String OPTIONAL = "ecr:BatchCheckLayerAvailability";

    static final List<String> PULL =
        List.of(OPTIONAL, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    static final String SOURCE_VPCES = "SourceVpces";
  }

  /** What the statements on keys have in common; placeholders as in AWS's own reference pages. */
  private static final class Kms {
    static final List<String> DECRYPT = List.of("kms:Decrypt");

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    static final List<String> WRITE_LOGS =
        List.of(
            "kms:Decrypt",
            "kms:Describe*",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*");

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

  /** The placeholders of {@link #TRUST_POLICY}. */
  static final class Trust {
    static final String SOURCE_ACCOUNT = "SourceAccount";
    static final String SOURCE_ARNS = "SourceArns";
  }

  static Optional<TemplateKind> ofFileName(String fileName) {
    return Arrays.stream(values()).filter(kind -> kind.fileName().equals(fileName)).findFirst();
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + SUFFIX;
  }

  /** The calls that a statement of this kind allows. */
  List<String> actions() {
    return actions;
  }

  /** Whether a template may leave {@code action} out. */
  static boolean isOptional(String action) {
    return action.equals(Ecr.OPTIONAL);
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
