package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Glob;
import io.github.ecspolicy.reference.KeyStatus.CustomerKey;
import io.github.ecspolicy.reference.KmsKey;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls that ECS, or a service in its name, makes with the execution role.
 *
 * @param kind the template for them
 * @param shared what the template's other placeholders are bound to; requirements with the same
 *     ones share a statement
 * @param value what this requirement adds to the template's list; empty where it has none
 * @param need what makes the calls necessary
 */
record Requirement(TemplateKind kind, Bindings shared, String value, ResolvedReference need) {

  private static final String ANY_SUFFIX = "-??????";

  /** Stands in for a key of which only the alias is known. */
  private static final String SAMPLE_KEY = "key/11111111-2222-3333-4444-555555555555";

  private static final Bindings NOTHING = new Bindings(Map.of(), Map.of());

  /** Returns what would cover this requirement's value and more, the broadest first. */
  List<String> broader() {
    return switch (need.kind()) {
      case SECRET -> List.of(value.substring(0, value.length() - ANY_SUFFIX.length()) + ANY_SUFFIX);
      case LOG_STREAMS -> shorterPrefixes(arn(need));
      case PARAMETER, S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_GROUP ->
          List.of();
    };
  }

  /** All streams of the group, then those below each folder that the prefix is in. */
  private static List<String> shorterPrefixes(Arn streams) {
    List<String> broader = new ArrayList<>();
    String resource = streams.resource();
    int afterGroup = resource.indexOf(':', resource.indexOf(':') + 1) + 1;
    broader.add(startingWith(streams.withResource(resource.substring(0, afterGroup))));
    int folder = resource.indexOf('/', afterGroup) + 1;
    while (folder > 0 && folder < resource.length()) {
      broader.add(startingWith(streams.withResource(resource.substring(0, folder))));
      folder = resource.indexOf('/', folder) + 1;
    }
    return broader;
  }

  /** Whether {@code action} is among the calls. */
  boolean leadsTo(String action) {
    return kind.actions().stream().anyMatch(pattern -> new Glob(pattern).matches(action));
  }

  Requirement withValue(String other) {
    return new Requirement(kind, shared, other, need);
  }

  /**
   * Returns the same for all that a pattern covers. A condition keeps the very ARNs: there, a
   * pattern would be plain text.
   *
   * @param patterns by the ARNs they cover
   */
  Requirement withPattern(Map<String, String> patterns) {
    boolean isResource =
        kind == TemplateKind.SSM_PARAMETER || kind == TemplateKind.SECRETSMANAGER_SECRET;
    return isResource ? withValue(patterns.getOrDefault(value, value)) : this;
  }

  /** Returns every call that {@code need} leads to. */
  static List<Requirement> of(ResolvedReference need, SynthesisOptions options) {
    List<Requirement> requirements = new ArrayList<>();
    switch (need.kind()) {
      case PARAMETER -> requirements.add(plain(TemplateKind.SSM_PARAMETER, arn(need), need));
      case SECRET -> requirements.add(plain(TemplateKind.SECRETSMANAGER_SECRET, arn(need), need));
      case S3_OBJECT -> {
        requirements.add(with(TemplateKind.S3_OBJECT, spelled(arn(need)), need));
        requirements.add(plain(TemplateKind.S3_BUCKET, bucket(arn(need)), need));
      }
      case FILE_SYSTEMS -> requirements.add(with(TemplateKind.FSX_FILE_SYSTEMS, "", need));
      case REGISTRY -> requirements.add(with(TemplateKind.ECR_REGISTRY, "", need));
      case REPOSITORY -> requirements.add(pull(need, options.sourceVpces()));
      case UPSTREAM_IMAGE ->
          requirements.add(plain(TemplateKind.ECR_UPSTREAM_IMAGE, arn(need), need));
      case LOG_STREAMS ->
          requirements.add(with(TemplateKind.LOGS_STREAM, startingWith(arn(need)), need));
      case LOG_GROUP ->
          requirements.add(
              with(
                  TemplateKind.LOGS_GROUP,
                  // IAM is asked about a log stream without a name:
                  // https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/145
                  startingWith(arn(need).withResource(arn(need).resource() + ":")),
                  need));
    }
    if (need.key() instanceof CustomerKey customer) {
      requirements.add(useOfKey(need, customer.key(), options.encryptionContext()));
    }
    return requirements;
  }

  private static Arn arn(ResolvedReference need) {
    return need.resource().orElseThrow();
  }

  /** Only keys of objects and names of log streams may hold what means something in a policy. */
  private static String spelled(Arn arn) {
    return arn.withResource(Glob.nearest(arn.resource())).toString();
  }

  private static String startingWith(Arn arn) {
    return spelled(arn) + "*";
  }

  private static Arn bucket(Arn object) {
    return object.withResource(object.resource().substring(0, object.resource().indexOf('/')));
  }

  private static Requirement with(TemplateKind kind, String value, ResolvedReference need) {
    return new Requirement(kind, NOTHING, value, need);
  }

  private static Requirement plain(TemplateKind kind, Arn arn, ResolvedReference need) {
    return with(kind, arn.toString(), need);
  }

  private static Requirement pull(ResolvedReference need, List<String> sourceVpces) {
    if (sourceVpces.isEmpty()) {
      return plain(TemplateKind.ECR_REPOSITORY, arn(need), need);
    }
    Bindings shared = new Bindings(Map.of(), Map.of(TemplateKind.Ecr.SOURCE_VPCES, sourceVpces));
    return new Requirement(
        TemplateKind.ECR_REPOSITORY_SOURCE_VPCE, shared, arn(need).toString(), need);
  }

  private static Requirement useOfKey(
      ResolvedReference need, KmsKey key, boolean encryptionContext) {
    Map<String, String> scalars = new HashMap<>();
    scalars.put("Service", arn(need).service());
    scalars.put("Region", key.resource().region());
    scalars.put("Subject", subject(need));
    if (key instanceof KmsKey.ByAlias alias) {
      scalars.put("Alias", alias.alias());
      scalars.put("Partition", alias.arn().partition());
      scalars.put("Account", alias.arn().account());
    } else {
      scalars.put("KeyArn", key.resource().toString());
    }
    TemplateKind kind = kmsTemplate(need, key instanceof KmsKey.ByAlias, encryptionContext);
    return new Requirement(kind, new Bindings(scalars, Map.of()), arn(need).toString(), need);
  }

  private static String subject(ResolvedReference need) {
    return switch (need.kind()) {
      case PARAMETER -> "Parameters";
      case SECRET -> "Secrets";
      case S3_OBJECT -> "Files";
      case LOG_STREAMS -> "Logs";
      case FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_GROUP ->
          throw new IllegalArgumentException("no key of the customer's protects " + need.kind());
    };
  }

  private static TemplateKind kmsTemplate(
      ResolvedReference need, boolean byAlias, boolean encryptionContext) {
    TemplateKind plain = byAlias ? TemplateKind.KMS_ALIAS : TemplateKind.KMS_KEY;
    return switch (need.kind()) {
      case PARAMETER ->
          !encryptionContext
              ? plain
              : byAlias
                  ? TemplateKind.KMS_ALIAS_PARAMETER_CONTEXT
                  : TemplateKind.KMS_KEY_PARAMETER_CONTEXT;
      case SECRET ->
          !encryptionContext
              ? plain
              : byAlias
                  ? TemplateKind.KMS_ALIAS_SECRET_CONTEXT
                  : TemplateKind.KMS_KEY_SECRET_CONTEXT;
      case LOG_STREAMS ->
          byAlias ? TemplateKind.KMS_ALIAS_LOG_GROUP : TemplateKind.KMS_KEY_LOG_GROUP;
      // What S3 puts into the context depends on the bucket, so that objects are not held to it.
      case S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_GROUP -> plain;
    };
  }

  /** Returns the calls as IAM is asked about them. */
  List<AccessRequest> requests() {
    Map<String, List<String>> context = context();
    return kind.actions().stream()
        .filter(action -> !TemplateKind.isOptional(action))
        .map(action -> new AccessRequest(action.replace("*", "Sample"), sample(), context))
        .toList();
  }

  /** One of the resources that the calls are for. */
  private String sample() {
    return switch (kind) {
      case SSM_PARAMETER,
          SECRETSMANAGER_SECRET,
          S3_BUCKET,
          ECR_REPOSITORY,
          ECR_REPOSITORY_SOURCE_VPCE,
          ECR_UPSTREAM_IMAGE ->
          sampleValue();
      case S3_OBJECT -> arn(need).toString();
      case LOGS_STREAM -> arn(need) + "sample";
      case LOGS_GROUP -> arn(need) + ":log-stream:";
      case FSX_FILE_SYSTEMS, ECR_REGISTRY, SINGLE_STATEMENT, TRUST_POLICY -> "*";
      case KMS_KEY, KMS_KEY_PARAMETER_CONTEXT, KMS_KEY_SECRET_CONTEXT, KMS_KEY_LOG_GROUP ->
          shared.scalars().get("KeyArn");
      case KMS_ALIAS, KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT, KMS_ALIAS_LOG_GROUP ->
          new Arn(
                  shared.scalars().get("Partition"),
                  "kms",
                  shared.scalars().get("Region"),
                  shared.scalars().get("Account"),
                  SAMPLE_KEY)
              .toString();
    };
  }

  private String sampleValue() {
    return value.replace('?', 'x').replace('*', 'x');
  }

  private Map<String, List<String>> context() {
    Map<String, List<String>> context = new HashMap<>();
    List<String> sourceVpces = shared.lists().get(TemplateKind.Ecr.SOURCE_VPCES);
    if (sourceVpces != null) {
      context.put("aws:sourceVpce", sourceVpces.subList(0, 1));
    }
    Map<String, String> scalars = shared.scalars();
    if (scalars.containsKey("Service")) {
      String service = scalars.get("Service") + "." + scalars.get("Region") + ".amazonaws.com";
      context.put("kms:ViaService", List.of(service));
      String key = need.kind() == Kind.PARAMETER ? "PARAMETER_ARN" : "SecretARN";
      context.put("kms:EncryptionContext:" + key, List.of(sampleValue()));
    }
    if (scalars.containsKey("Alias")) {
      context.put("kms:ResourceAliases", List.of(scalars.get("Alias")));
    }
    return context;
  }
}
