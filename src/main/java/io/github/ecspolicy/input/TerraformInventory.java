package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.inventory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plan or state says of parameters, secrets, keys, buckets and log groups. Their values are
 * never read.
 */
final class TerraformInventory {
  private static final String KEY_PREFIX = "key/";

  private final FieldReader fields;
  private final TerraformConfiguration configuration;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  TerraformInventory(FieldReader fields, TerraformConfiguration configuration) {
    this.fields = fields;
    this.configuration = configuration;
  }

  /** Returns what of the keys is not known. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns what {@code resource} says, if it is of a type that says anything of keys. */
  Stream<Entry> entries(TerraformResource resource) {
    return switch (resource.type()) {
      case "aws_ssm_parameter" -> parameter(resource).stream();
      case "aws_secretsmanager_secret" -> secret(resource).stream();
      case "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key" -> key(resource).stream();
      case "aws_kms_alias" -> alias(resource).stream();
      case "aws_s3_bucket_server_side_encryption_configuration" -> buckets(resource);
      case "aws_cloudwatch_log_group" -> logGroup(resource).stream();
      default -> Stream.empty();
    };
  }

  private Optional<FieldValue> text(Place<Node.Mapping> place, String attribute) {
    return fields.text(place, attribute).filter(value -> !value.text().isEmpty());
  }

  /**
   * Terraform knows the key of a new parameter only if it is written out; where none is written,
   * the parameter gets AWS's own.
   */
  private Optional<Entry> parameter(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    Optional<FieldValue> type = text(values, "type");
    Optional<FieldValue> key = text(values, "key_id");
    if (key.isEmpty() && type.filter(each -> each.text().equals("SecureString")).isPresent()) {
      if (resource.isUnknown("key_id") && configuration.isGiven(resource, "key_id")) {
        warn(resource);
      } else if (!resource.isData()) {
        key = type.map(each -> new FieldValue("alias/aws/ssm", each.location()));
      }
    }
    Optional<FieldValue> ofParameter = key;
    return text(values, "name")
        .map(name -> new Entry.Parameter(name, text(values, "arn"), type, ofParameter));
  }

  private Optional<Entry> secret(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    if (resource.isUnknown("kms_key_id")) {
      warn(resource);
      return Optional.empty();
    }
    Optional<FieldValue> name = text(values, "name");
    return text(values, "arn")
        .flatMap(
            arn ->
                name.map(
                    called ->
                        new Entry.Secret(
                            called, arn, text(values, "kms_key_id"), false, replicas(values))));
  }

  private List<Entry.Replica> replicas(Place<Node.Mapping> secret) {
    return fields
        .objects(
            secret,
            "replica",
            replica ->
                text(replica, "region")
                    .map(region -> new Entry.Replica(region, text(replica, "kms_key_id"))))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Entry> key(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    boolean isDisabled =
        values
            .node()
            .member("is_enabled")
            .filter(each -> each.value() instanceof Node.Flag flag && !flag.isTrue())
            .isPresent();
    return text(values, "arn")
        .map(
            arn ->
                new Entry.Key(
                    arn,
                    text(values, "key_manager"),
                    text(values, "key_state")
                        .or(
                            () ->
                                isDisabled
                                    ? Optional.of(new FieldValue("Disabled", arn.location()))
                                    : Optional.empty()),
                    List.of()));
  }

  private Optional<Entry> alias(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    Optional<FieldValue> arn = text(values, "arn");
    return text(values, "name")
        .flatMap(
            name ->
                arn.map(
                    each ->
                        new Entry.Alias(
                            name,
                            each,
                            text(values, "target_key_id").map(TerraformInventory::keyId))));
  }

  /** The argument may be the ARN of the key. */
  static FieldValue keyId(FieldValue key) {
    int start = key.text().lastIndexOf(KEY_PREFIX);
    return start < 0
        ? key
        : new FieldValue(key.text().substring(start + KEY_PREFIX.length()), key.location());
  }

  private Stream<Entry> buckets(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    Optional<FieldValue> bucket = text(values, "bucket");
    if (resource.isUnknown("rule")) {
      warn(resource);
      return Stream.empty();
    }
    return fields
        .objects(
            values,
            "rule",
            rule ->
                fields.objects(
                    rule,
                    "apply_server_side_encryption_by_default",
                    byDefault ->
                        bucket.flatMap(
                            name ->
                                text(byDefault, "sse_algorithm")
                                    .map(
                                        algorithm ->
                                            new Entry.Bucket(
                                                name,
                                                algorithm,
                                                text(byDefault, "kms_master_key_id"))))))
        .stream()
        .flatMap(List::stream)
        .flatMap(Optional::stream);
  }

  private Optional<Entry> logGroup(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    if (resource.isUnknown("kms_key_id")) {
      return Optional.empty();
    }
    return text(values, "name")
        .map(
            name ->
                new Entry.LogGroup(
                    name,
                    text(values, "arn").map(TerraformInventory::withoutStreams),
                    text(values, "kms_key_id")));
  }

  /** Old versions of the provider end the ARN as policies do. */
  static FieldValue withoutStreams(FieldValue arn) {
    return arn.text().endsWith(":*")
        ? new FieldValue(arn.text().substring(0, arn.text().length() - 2), arn.location())
        : arn;
  }

  private void warn(TerraformResource resource) {
    diagnostics.add(
        Diagnostic.at(
                fields.locate(resource.values()),
                DiagnosticCode.KNOWN_AFTER_APPLY,
                "the key of " + quote(resource.address().text()) + " is known only after apply")
            .withSeverity(Severity.WARNING)
            .withHint(
                "read the state after apply, `terraform show -json`, or name the key with ",
                Setting.KMS_KEY));
  }
}
