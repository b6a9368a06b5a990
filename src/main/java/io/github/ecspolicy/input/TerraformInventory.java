package io.github.ecspolicy.input;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.inventory.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan or state says of parameters, secrets, keys, buckets and log groups. Their values are
 * never read.
 */
final class TerraformInventory {
  private static final String KEY_PREFIX = "key/";

  private final FieldReader fields;
  private final TerraformConfiguration configuration;
  private final TerraformLinks links;
  private final TerraformHome home;

  TerraformInventory(
      FieldReader fields,
      TerraformConfiguration configuration,
      TerraformLinks links,
      TerraformHome home) {
    this.fields = fields;
    this.configuration = configuration;
    this.links = links;
    this.home = home;
  }

  /** Returns what {@code resources} say: what a run makes of one counts, not what it is before. */
  List<Entry> entries(List<TerraformResource> resources) {
    Set<String> made =
        resources.stream()
            .filter(resource -> !resource.isData())
            .flatMap(resource -> resource.values().node().text("arn").stream())
            .collect(Collectors.toSet());
    return resources.stream()
        .filter(
            resource ->
                !resource.isData()
                    || resource.values().node().text("arn").filter(made::contains).isEmpty())
        .flatMap(this::entries)
        .toList();
  }

  /** Returns what {@code resource} says, if it is of a type that says anything of keys. */
  private Stream<Entry> entries(TerraformResource resource) {
    return switch (resource.type()) {
      case "aws_ssm_parameter" -> parameter(resource).stream();
      case "aws_secretsmanager_secret" -> secret(resource).stream();
      case "aws_kms_key",
          "aws_kms_external_key",
          "aws_kms_replica_key",
          "aws_kms_replica_external_key" ->
          key(resource).stream();
      case "aws_kms_alias" -> alias(resource).stream();
      case "aws_s3_bucket_server_side_encryption_configuration" -> buckets(resource);
      case "aws_cloudwatch_log_group" -> logGroup(resource).stream();
      default -> Stream.empty();
    };
  }

  private Optional<FieldValue> text(Place<Node.Mapping> place, String attribute) {
    return fields.text(place, attribute).filter(value -> !value.text().isEmpty());
  }

  /** What has no ARN yet may have a Region and an account all the same. */
  private Entry.Planned planned(
      TerraformResource resource, FieldValue name, Entry.Kind kind, Optional<FieldValue> key) {
    return new Entry.Planned(
        name, kind, home.region(resource), home.account(resource), key, resource.address().text());
  }

  /**
   * Terraform knows the key of a new parameter only if it is written out; where none is written,
   * the parameter gets AWS's own.
   */
  private Optional<Entry> parameter(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    Optional<FieldValue> name = text(values, "name");
    Optional<FieldValue> type = text(values, "type");
    Optional<FieldValue> key = text(values, "key_id");
    boolean isSecure = type.filter(each -> each.text().equals("SecureString")).isPresent();
    if (key.isEmpty() && isSecure && !resource.isData()) {
      if (resource.isUnknown("key_id") && configuration.mayComeLater(resource, "key_id")) {
        return name.map(
            called -> planned(resource, called, Entry.Kind.PARAMETERS, Optional.empty()));
      }
      key = type.map(each -> new FieldValue("alias/aws/ssm", each.location()));
    }
    Optional<FieldValue> ofParameter = key;
    return name.map(
        called ->
            new Entry.Parameter(
                called,
                text(values, "arn").or(() -> arnOf(resource, called, "ssm", "parameter")),
                type,
                ofParameter));
  }

  /** The ARN that a new parameter or log group is going to have, where its place is known. */
  private Optional<FieldValue> arnOf(
      TerraformResource resource, FieldValue name, String service, String type) {
    String separator = name.text().startsWith("/") || type.endsWith(":") ? "" : "/";
    return home.region(resource)
        .flatMap(
            region ->
                Partition.ofRegion(region)
                    .flatMap(
                        partition ->
                            home.account(resource)
                                .map(
                                    account ->
                                        new Arn(
                                            partition.id(),
                                            service,
                                            region,
                                            account,
                                            type + separator + name.text()))))
        .map(arn -> new FieldValue(arn.toString(), name.location()));
  }

  private Optional<Entry> secret(TerraformResource resource) {
    Place<Node.Mapping> values = resource.values();
    Optional<FieldValue> name = text(values, "name");
    Optional<FieldValue> arn = text(values, "arn");
    Optional<FieldValue> key = text(values, "kms_key_id");
    boolean isToldByRun = resource.isUnknown("kms_key_id");
    if (arn.isPresent() && !isToldByRun) {
      return name.map(called -> new Entry.Secret(called, arn.get(), key, false, replicas(values)));
    }
    return name.map(
        called ->
            planned(
                resource,
                called,
                Entry.Kind.SECRETS,
                isToldByRun
                    ? Optional.empty()
                    : Optional.of(
                        key.orElse(
                            new FieldValue("alias/aws/secretsmanager", called.location())))));
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
    Optional<FieldValue> bucket = text(values, "bucket").or(() -> links.bucket(resource, fields));
    if (resource.isUnknown("rule")) {
      return bucket.stream()
          .map(
              name ->
                  new Entry.Planned(
                      name,
                      Entry.Kind.BUCKETS,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      resource.address().text()));
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
    Optional<FieldValue> name = text(values, "name");
    if (resource.isUnknown("kms_key_id")) {
      return name.map(called -> planned(resource, called, Entry.Kind.LOG_GROUPS, Optional.empty()));
    }
    return name.map(
        called ->
            new Entry.LogGroup(
                called,
                text(values, "arn")
                    .map(TerraformInventory::withoutStreams)
                    .or(() -> arnOf(resource, called, "logs", "log-group:")),
                text(values, "kms_key_id")));
  }

  /** Old versions of the provider end the ARN as policies do. */
  static FieldValue withoutStreams(FieldValue arn) {
    return arn.text().endsWith(":*")
        ? new FieldValue(arn.text().substring(0, arn.text().length() - 2), arn.location())
        : arn;
  }
}
