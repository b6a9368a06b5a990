package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.ResourceAuthorization;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.diagnostic.FieldValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policies of keys and secrets in a plan or state. A policy that is a resource of its own
 * counts more than what the key or secret tells, which may be what it was before.
 */
final class TerraformResourcePolicies {
  private static final Set<String> KEYS =
      Set.of(
          "aws_kms_external_key",
          "aws_kms_key",
          "aws_kms_replica_external_key",
          "aws_kms_replica_key");

  private static final String SECRET = "aws_secretsmanager_secret";
  private static final String DOCUMENT = "policy";

  private final FieldReader fields;
  private final WrittenPolicies written;
  private final TerraformLinks links;

  /** By the ARN of what they are of, or its name or address. */
  private final Map<String, ResourceAuthorization> policies = new LinkedHashMap<>();

  TerraformResourcePolicies(FieldReader fields, WrittenPolicies written, TerraformLinks links) {
    this.fields = fields;
    this.written = written;
    this.links = links;
  }

  List<ResourceAuthorization> of(List<TerraformResource> resources) {
    for (TerraformResource resource : resources) {
      if (KEYS.contains(resource.type())) {
        add(id(resource), resource, Kind.KEY);
      } else if (resource.type().equals(SECRET)) {
        add(id(resource), resource, Kind.SECRET);
      }
    }
    for (TerraformResource resource : resources) {
      switch (resource.type()) {
        case "aws_kms_key_policy" ->
            keys(resource, resources).forEach(key -> replace(key, resource, Kind.KEY));
        case "aws_secretsmanager_secret_policy" ->
            secrets(resource).forEach(secret -> replace(secret, resource, Kind.SECRET));
        default -> {
          // Others are no policies of resources.
        }
      }
    }
    return List.copyOf(policies.values());
  }

  private void replace(String id, TerraformResource resource, Kind kind) {
    policies.remove(id);
    add(id, resource, kind);
  }

  private void add(String id, TerraformResource resource, Kind kind) {
    fields
        .member(resource.values(), DOCUMENT)
        .filter(TerraformPolicies::isWritten)
        .flatMap(document -> written.of(kind, resource.address().text(), document))
        .ifPresent(policy -> policies.put(id, new ResourceAuthorization(id, policy)));
  }

  /** The argument is the id of the key or its ARN. */
  private List<String> keys(TerraformResource policy, List<TerraformResource> resources) {
    Optional<FieldValue> key = text(policy, "key_id");
    if (key.isPresent()) {
      String id = key.get().text();
      return List.of(
          resources.stream()
              .filter(each -> KEYS.contains(each.type()))
              .filter(
                  each ->
                      text(each, "arn")
                          .filter(arn -> arn.text().equals(id) || arn.text().endsWith("/" + id))
                          .isPresent())
              .findFirst()
              .map(this::id)
              .orElse(id));
    }
    return KEYS.stream()
        .sorted()
        .flatMap(type -> links.allTargets(policy, "key_id", type).stream())
        .map(this::id)
        .toList();
  }

  private List<String> secrets(TerraformResource policy) {
    Optional<FieldValue> secret = text(policy, "secret_arn");
    return secret.isPresent()
        ? List.of(secret.get().text())
        : links.allTargets(policy, "secret_arn", SECRET).stream().map(this::id).toList();
  }

  /** What has no ARN yet is known by its name, or by its address. */
  private String id(TerraformResource resource) {
    return text(resource, "arn")
        .or(() -> text(resource, "name"))
        .map(FieldValue::text)
        .orElse(resource.address().text());
  }

  private Optional<FieldValue> text(TerraformResource resource, String attribute) {
    return fields.text(resource.values(), attribute).filter(value -> !value.text().isEmpty());
  }
}
