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
import java.util.Optional;

/**
 * A call that ECS, or a service in its name, makes with the execution role.
 *
 * @param kind the template for it
 * @param scalars what the template's scalar placeholders are bound to; requirements with the same
 *     ones share a statement
 * @param value what this requirement adds to the template's list; empty where it has none
 * @param need what makes the call necessary
 */
record Requirement(
    TemplateKind kind, Map<String, String> scalars, String value, ResolvedReference need) {

  private static final String ANY_SUFFIX = "-??????";

  /** Stands in for a key of which only the alias is known. */
  private static final String SAMPLE_KEY = "key/11111111-2222-3333-4444-555555555555";

  Requirement {
    scalars = Map.copyOf(scalars);
  }

  /** Returns what the value would be if the random suffix of the secret were not known. */
  Optional<String> anySuffix() {
    return need.kind() == Kind.SECRET
        ? Optional.of(value.substring(0, value.length() - ANY_SUFFIX.length()) + ANY_SUFFIX)
        : Optional.empty();
  }

  Requirement withValue(String other) {
    return new Requirement(kind, scalars, other, need);
  }

  /** Returns every call that {@code need} leads to. */
  static List<Requirement> of(ResolvedReference need, boolean encryptionContext) {
    List<Requirement> requirements = new ArrayList<>();
    switch (need.kind()) {
      case PARAMETER -> requirements.add(plain(TemplateKind.SSM_PARAMETER, arn(need), need));
      case SECRET -> requirements.add(plain(TemplateKind.SECRETSMANAGER_SECRET, arn(need), need));
      case S3_OBJECT -> {
        requirements.add(plain(TemplateKind.S3_OBJECT, escaped(arn(need)), need));
        requirements.add(plain(TemplateKind.S3_BUCKET, bucket(arn(need)), need));
      }
      case FILE_SYSTEMS ->
          requirements.add(new Requirement(TemplateKind.FSX_FILE_SYSTEMS, Map.of(), "", need));
    }
    if (need.key() instanceof CustomerKey customer) {
      requirements.add(decrypt(need, customer.key(), encryptionContext));
    }
    return requirements;
  }

  private static Arn arn(ResolvedReference need) {
    return need.resource().orElseThrow();
  }

  /** Only keys of objects may hold characters that mean something in a policy. */
  private static Arn escaped(Arn object) {
    return object.withResource(Glob.escape(object.resource()));
  }

  private static Arn bucket(Arn object) {
    return object.withResource(object.resource().substring(0, object.resource().indexOf('/')));
  }

  private static Requirement plain(TemplateKind kind, Arn arn, ResolvedReference need) {
    return new Requirement(kind, Map.of(), arn.toString(), need);
  }

  private static Requirement decrypt(
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
    boolean byAlias = key instanceof KmsKey.ByAlias;
    TemplateKind kind =
        encryptionContext
            ? heldToContext(need, byAlias)
            : byAlias ? TemplateKind.KMS_ALIAS : TemplateKind.KMS_KEY;
    return new Requirement(kind, scalars, arn(need).toString(), need);
  }

  private static String subject(ResolvedReference need) {
    return switch (need.kind()) {
      case PARAMETER -> "Parameters";
      case SECRET -> "Secrets";
      case S3_OBJECT, FILE_SYSTEMS -> "Files";
    };
  }

  /** What S3 puts into the context depends on the bucket, so that objects are not held to it. */
  private static TemplateKind heldToContext(ResolvedReference need, boolean byAlias) {
    return switch (need.kind()) {
      case PARAMETER ->
          byAlias
              ? TemplateKind.KMS_ALIAS_PARAMETER_CONTEXT
              : TemplateKind.KMS_KEY_PARAMETER_CONTEXT;
      case SECRET ->
          byAlias ? TemplateKind.KMS_ALIAS_SECRET_CONTEXT : TemplateKind.KMS_KEY_SECRET_CONTEXT;
      case S3_OBJECT, FILE_SYSTEMS -> byAlias ? TemplateKind.KMS_ALIAS : TemplateKind.KMS_KEY;
    };
  }

  /** Returns the call as IAM is asked about it. */
  AccessRequest request() {
    String actual = value.replace('?', 'x');
    return switch (kind) {
      case SSM_PARAMETER, SECRETSMANAGER_SECRET, S3_BUCKET ->
          new AccessRequest(kind.action(), actual);
      case S3_OBJECT -> new AccessRequest(kind.action(), arn(need).toString());
      case FSX_FILE_SYSTEMS, SINGLE_STATEMENT -> new AccessRequest(kind.action(), "*");
      case KMS_KEY, KMS_KEY_PARAMETER_CONTEXT, KMS_KEY_SECRET_CONTEXT ->
          new AccessRequest(kind.action(), scalars.get("KeyArn"), decryptContext(actual));
      case KMS_ALIAS, KMS_ALIAS_PARAMETER_CONTEXT, KMS_ALIAS_SECRET_CONTEXT ->
          new AccessRequest(
              kind.action(),
              new Arn(
                      scalars.get("Partition"),
                      "kms",
                      scalars.get("Region"),
                      scalars.get("Account"),
                      SAMPLE_KEY)
                  .toString(),
              decryptContext(actual));
    };
  }

  private Map<String, List<String>> decryptContext(String protectedThing) {
    Map<String, List<String>> context = new HashMap<>();
    String service = scalars.get("Service") + "." + scalars.get("Region") + ".amazonaws.com";
    context.put("kms:ViaService", List.of(service));
    String key = need.kind() == Kind.PARAMETER ? "PARAMETER_ARN" : "SecretARN";
    context.put("kms:EncryptionContext:" + key, List.of(protectedThing));
    if (scalars.containsKey("Alias")) {
      context.put("kms:ResourceAliases", List.of(scalars.get("Alias")));
    }
    return context;
  }
}
