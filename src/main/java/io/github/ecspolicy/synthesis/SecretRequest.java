package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.reference.ResolvedReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What ECS asks Secrets Manager for, as condition keys tell of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html#awssecretsmanager-policy-keys">
 *     Condition keys for AWS Secrets Manager</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">
 *     JSON keys, stages and versions</a>
 */
final class SecretRequest {
  /** {@code secret:NAME:JSON-KEY:STAGE:ID}. */
  private static final int ALL_PARTS = 5;

  private static final int STAGE = 3;
  private static final int ID = 4;

  private SecretRequest() {}

  /** Returns the keys that are in the request for {@code secret}; all others are not. */
  static Map<String, List<String>> of(ResolvedReference secret) {
    String text = secret.reference().value().text();
    return switch (secret.reference().field()) {
      case SECRET, SECRET_OPTION ->
          secret.isBehindParameter() ? Map.of() : ofParts(Arn.parse(text).orElseThrow());
      case REPOSITORY_CREDENTIALS, CREDENTIAL_ARN, FSX_CREDENTIALS ->
          Map.of("secretsmanager:SecretId", List.of(text));
      case CREDENTIAL_SPEC,
          IMAGE,
          EXTRA_REPOSITORY,
          RUNTIME_MONITORING,
          ENVIRONMENT_FILE,
          FIRELENS_CONFIG,
          LOG_GROUP ->
          Map.of();
    };
  }

  private static Map<String, List<String>> ofParts(Arn arn) {
    String[] parts = arn.resource().split(":", -1);
    Map<String, List<String>> keys = new HashMap<>();
    keys.put(
        "secretsmanager:SecretId", List.of(arn.withResource(parts[0] + ":" + parts[1]).toString()));
    if (parts.length == ALL_PARTS) {
      put(keys, "secretsmanager:VersionStage", parts[STAGE]);
      put(keys, "secretsmanager:VersionId", parts[ID]);
    }
    return keys;
  }

  private static void put(Map<String, List<String>> keys, String key, String value) {
    if (!value.isEmpty()) {
      keys.put(key, List.of(value));
    }
  }
}
