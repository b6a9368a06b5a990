package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.inventory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the entries of what the AWS CLI prints, each where it stands. */
final class EntryReader {
  /** What to do about what the AWS CLI does not print. */
  static final String ADVICE = "give what the AWS CLI prints as it is";

  static final Wanted PARAMETER = Wanted.texts("Name", "ARN", "Type", "KeyId");

  static final Wanted.Members SECRET =
      Wanted.texts("ARN", "Name", "KmsKeyId", "DeletedDate")
          .and("ReplicationStatus", Wanted.texts("Region", "KmsKeyId"));

  static final Wanted KEY =
      Wanted.texts("Arn", "KeyManager", "KeyState")
          .and(
              "MultiRegionConfiguration",
              Wanted.texts()
                  .and("PrimaryKey", Wanted.texts("Arn"))
                  .and("ReplicaKeys", Wanted.texts("Arn")));

  static final Wanted ENCRYPTION =
      Wanted.texts()
          .and(
              "Rules",
              Wanted.texts()
                  .and(
                      "ApplyServerSideEncryptionByDefault",
                      Wanted.texts("SSEAlgorithm", "KMSMasterKeyID")));

  static final Wanted ALIAS = Wanted.texts("AliasName", "AliasArn", "TargetKeyId");

  static final Wanted LISTED_KEY = Wanted.texts("KeyArn");

  static final Wanted STACK_RESOURCE =
      Wanted.texts("LogicalResourceId", "PhysicalResourceId", "ResourceStatus");

  static final Wanted LOG_GROUP = Wanted.texts("logGroupName", "arn", "logGroupArn", "kmsKeyId");

  /** How the ARN ends that stands for the streams of a log group. */
  private static final String STREAMS = ":*";

  private final FieldReader fields;

  EntryReader(FieldReader fields) {
    this.fields = fields;
  }

  <T> List<T> all(
      Place<Node.Mapping> parent, String field, Function<Place<Node.Mapping>, Optional<T>> read) {
    return fields.objects(parent, field, read).stream().flatMap(Optional::stream).toList();
  }

  <T> List<T> single(
      Place<Node.Mapping> parent, String field, Function<Place<Node.Mapping>, Optional<T>> read) {
    return fields.object(parent, field).flatMap(read).stream().toList();
  }

  /** A member without which an entry says nothing. */
  Optional<FieldValue> needed(Place<Node.Mapping> entry, String field, String what) {
    if (fields.member(entry, field).isEmpty()) {
      fields.report(
          entry,
          DiagnosticCode.INVENTORY_SHAPE,
          "this " + what + " has no `" + field + "`",
          ADVICE);
      return Optional.empty();
    }
    return fields.text(entry, field);
  }

  Optional<Entry.Parameter> parameter(Place<Node.Mapping> parameter) {
    return needed(parameter, "Name", "parameter")
        .map(
            name ->
                new Entry.Parameter(
                    name,
                    fields.text(parameter, "ARN"),
                    fields.text(parameter, "Type"),
                    fields.text(parameter, "KeyId")));
  }

  Optional<Entry.Secret> secret(Place<Node.Mapping> secret) {
    Optional<FieldValue> name = needed(secret, "Name", "secret");
    return needed(secret, "ARN", "secret")
        .flatMap(
            arn ->
                name.map(
                    called ->
                        new Entry.Secret(
                            called,
                            arn,
                            fields.text(secret, "KmsKeyId"),
                            fields.member(secret, "DeletedDate").isPresent(),
                            all(secret, "ReplicationStatus", this::replica))));
  }

  private Optional<Entry.Replica> replica(Place<Node.Mapping> replica) {
    return needed(replica, "Region", "replica")
        .map(region -> new Entry.Replica(region, fields.text(replica, "KmsKeyId")));
  }

  Optional<Entry.Alias> alias(Place<Node.Mapping> alias) {
    Optional<FieldValue> name = needed(alias, "AliasName", "alias");
    return needed(alias, "AliasArn", "alias")
        .flatMap(
            arn ->
                name.map(
                    called -> new Entry.Alias(called, arn, fields.text(alias, "TargetKeyId"))));
  }

  Optional<Entry.Key> listedKey(Place<Node.Mapping> key) {
    return needed(key, "KeyArn", "key")
        .map(arn -> new Entry.Key(arn, Optional.empty(), Optional.empty(), List.of()));
  }

  Optional<Entry.Key> key(Place<Node.Mapping> key) {
    return needed(key, "Arn", "key")
        .map(
            arn ->
                new Entry.Key(
                    arn,
                    fields.text(key, "KeyManager"),
                    fields.text(key, "KeyState"),
                    fields
                        .object(key, "MultiRegionConfiguration")
                        .map(family -> related(arn, family))
                        .orElse(List.of())));
  }

  private List<FieldValue> related(FieldValue own, Place<Node.Mapping> family) {
    List<FieldValue> related = new ArrayList<>();
    related.addAll(single(family, "PrimaryKey", this::arnOfKey));
    related.addAll(all(family, "ReplicaKeys", this::arnOfKey));
    if (related.stream().noneMatch(arn -> arn.text().equals(own.text()))) {
      related.add(own);
    }
    return related;
  }

  private Optional<FieldValue> arnOfKey(Place<Node.Mapping> key) {
    return needed(key, "Arn", "key");
  }

  /**
   * The default encryption of a bucket; S3 takes one rule.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html">
   *     ServerSideEncryptionByDefault</a>
   */
  Optional<Entry.Bucket> bucket(FieldValue name, Place<Node.Mapping> answer) {
    Optional<Place<Node.Mapping>> configuration =
        fields.object(answer, "ServerSideEncryptionConfiguration");
    Optional<Place<Node.Mapping>> byDefault =
        configuration.stream()
            .flatMap(
                it ->
                    all(
                        it,
                        "Rules",
                        rule -> fields.object(rule, "ApplyServerSideEncryptionByDefault"))
                        .stream())
            .findFirst();
    if (byDefault.isEmpty()) {
      configuration.ifPresent(
          it ->
              fields.report(
                  it,
                  DiagnosticCode.INVENTORY_SHAPE,
                  "this bucket has no `ApplyServerSideEncryptionByDefault`",
                  ADVICE));
      return Optional.empty();
    }
    return needed(byDefault.get(), "SSEAlgorithm", "rule")
        .map(
            algorithm ->
                new Entry.Bucket(name, algorithm, fields.text(byDefault.get(), "KMSMasterKeyID")));
  }

  Optional<Entry.LogGroup> logGroup(Place<Node.Mapping> group) {
    return needed(group, "logGroupName", "log group")
        .map(
            name ->
                new Entry.LogGroup(
                    name,
                    fields
                        .text(group, "logGroupArn")
                        .or(() -> fields.text(group, "arn"))
                        .map(EntryReader::withoutStreams),
                    fields.text(group, "kmsKeyId")));
  }

  /**
   * A resource of a stack; what is not there yet has no physical id, and what is not there any more
   * still has it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResource.html">
   *     StackResource</a>
   */
  Optional<Entry.StackResource> stackResource(Place<Node.Mapping> resource) {
    return needed(resource, "LogicalResourceId", "resource of a stack")
        .flatMap(
            logicalId ->
                fields
                    .text(resource, "PhysicalResourceId")
                    .filter(id -> !id.text().isEmpty() && !isDeleted(resource))
                    .map(id -> new Entry.StackResource(logicalId, id)));
  }

  private boolean isDeleted(Place<Node.Mapping> resource) {
    return fields
        .text(resource, "ResourceStatus")
        .filter(status -> status.text().equals("DELETE_COMPLETE"))
        .isPresent();
  }

  private static FieldValue withoutStreams(FieldValue arn) {
    String text = arn.text();
    return text.endsWith(STREAMS)
        ? new FieldValue(text.substring(0, text.length() - STREAMS.length()), arn.location())
        : arn;
  }
}
