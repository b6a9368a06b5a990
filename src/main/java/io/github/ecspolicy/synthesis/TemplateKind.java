package io.github.ecspolicy.synthesis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a statement is for. Each kind has one file in every set of templates. */
enum TemplateKind {
  SSM_PARAMETER("ssm:GetParameters", "ParameterArns", Set.of()),
  SECRETSMANAGER_SECRET("secretsmanager:GetSecretValue", "SecretArns", Set.of()),
  S3_OBJECT("s3:GetObject", "ObjectArns", Set.of()),
  S3_BUCKET("s3:GetBucketLocation", "BucketArns", Set.of()),
  FSX_FILE_SYSTEMS("fsx:DescribeFileSystems", "", Set.of()),
  KMS_KEY("kms:Decrypt", "", Names.KEY),
  KMS_KEY_PARAMETER_CONTEXT("kms:Decrypt", "ParameterArns", Names.KEY),
  KMS_KEY_SECRET_CONTEXT("kms:Decrypt", "SecretArns", Names.KEY),
  KMS_ALIAS("kms:Decrypt", "", Names.ALIAS),
  KMS_ALIAS_PARAMETER_CONTEXT("kms:Decrypt", "ParameterArns", Names.ALIAS),
  KMS_ALIAS_SECRET_CONTEXT("kms:Decrypt", "SecretArns", Names.ALIAS),

  /** Joins the statements that have neither {@code Sid} nor {@code Condition}. */
  SINGLE_STATEMENT("", "Resources", Set.of());

  /** The placeholder that {@link #SINGLE_STATEMENT} has beside its resources. */
  static final String ACTIONS = "Actions";

  private static final String SUFFIX = ".json";

  private final String action;
  private final String list;
  private final Set<String> scalars;

  TemplateKind(String action, String list, Set<String> scalars) {
    this.action = action;
    this.list = list;
    this.scalars = scalars;
  }

  /**
   * The placeholders that stand for one text, spelled as in the Service Authorization Reference.
   */
  private static final class Names {
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

  /** The call that a statement of this kind has to allow; empty for {@link #SINGLE_STATEMENT}. */
  String action() {
    return action;
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

  /** The placeholders without which a statement of this kind would allow more than is needed. */
  List<String> required() {
    return switch (this) {
      case SSM_PARAMETER, SECRETSMANAGER_SECRET, S3_OBJECT, S3_BUCKET -> List.of(list);
      case FSX_FILE_SYSTEMS -> List.of();
      case KMS_KEY -> List.of("KeyArn");
      case KMS_KEY_PARAMETER_CONTEXT, KMS_KEY_SECRET_CONTEXT -> List.of("KeyArn", list);
      case KMS_ALIAS -> List.of("Alias");
      case KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT -> List.of("Alias", list);
      case SINGLE_STATEMENT -> List.of(ACTIONS, list);
    };
  }

  /** The one resource with a wildcard that a statement of this kind may name, if any. */
  Optional<String> wildcardResource() {
    return switch (this) {
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonfsx.html
      case FSX_FILE_SYSTEMS -> Optional.of("*");
      case KMS_ALIAS, KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT ->
          Optional.of("arn:${Partition}:kms:${Region}:${Account}:key/*");
      case SSM_PARAMETER,
          SECRETSMANAGER_SECRET,
          S3_OBJECT,
          S3_BUCKET,
          KMS_KEY,
          KMS_KEY_PARAMETER_CONTEXT,
          KMS_KEY_SECRET_CONTEXT,
          SINGLE_STATEMENT ->
          Optional.empty();
    };
  }
}
