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
 * What the export of a stack says of parameters, secrets, keys, buckets and log groups. Their
 * values are never read.
 *
 * @see <a href="https://www.pulumi.com/registry/packages/aws/api-docs/">resources of the provider
 *     and their outputs</a>
 */
final class PulumiInventory {
  private final FieldReader fields;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  PulumiInventory(FieldReader fields) {
    this.fields = fields;
  }

  /** Returns what of the keys is not known. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns what {@code resource} says, if it is of a type that says anything of keys. */
  Stream<Entry> entries(PulumiResource resource) {
    Place<Node.Mapping> outputs = resource.outputs();
    return switch (resource.type()) {
      case "aws:ssm:Parameter" -> ofKnown(resource, parameter(resource));
      case "aws:secretsmanager:Secret" -> ofKnown(resource, secret(outputs));
      case "aws:kms:Key", "aws:kms:ExternalKey", "aws:kms:ReplicaKey" ->
          ofKnown(resource, key(outputs));
      case "aws:kms:Alias" -> ofKnown(resource, alias(outputs));
      case "aws:s3:BucketServerSideEncryptionConfiguration",
          "aws:s3:BucketServerSideEncryptionConfigurationV2" ->
          ofKnown(resource, bucket(outputs));
      case "aws:cloudwatch:LogGroup" -> ofKnown(resource, logGroup(outputs));
      default -> Stream.empty();
    };
  }

  /** Without a key that is there but hidden, a thing would seem to be under AWS's own. */
  private Stream<Entry> ofKnown(PulumiResource resource, Optional<? extends Entry> entry) {
    if (resource.secrets().isEmpty()) {
      return entry.<Entry>map(each -> each).stream();
    }
    diagnostics.add(
        Diagnostic.at(
                fields.locate(resource.outputs()),
                DiagnosticCode.PULUMI_SECRET,
                "`"
                    + resource.secrets().get(0)
                    + "` of "
                    + quote(resource.urn())
                    + " is a secret of Pulumi, so its key is not known")
            .withSeverity(Severity.WARNING)
            .withHint("name the key with ", Setting.KMS_KEY));
    return Stream.empty();
  }

  private Optional<FieldValue> text(Place<Node.Mapping> place, String output) {
    return fields.text(place, output).filter(value -> !value.text().isEmpty());
  }

  /** Where no key was given, the parameter got AWS's own. */
  private Optional<Entry> parameter(PulumiResource resource) {
    Place<Node.Mapping> outputs = resource.outputs();
    Optional<FieldValue> type = text(outputs, "type");
    Optional<FieldValue> byDefault =
        type.filter(each -> each.text().equals("SecureString") && !resource.isExternal())
            .map(each -> new FieldValue("alias/aws/ssm", each.location()));
    return text(outputs, "name")
        .map(
            name ->
                new Entry.Parameter(
                    name, text(outputs, "arn"), type, text(outputs, "keyId").or(() -> byDefault)));
  }

  private Optional<Entry> secret(Place<Node.Mapping> outputs) {
    Optional<FieldValue> name = text(outputs, "name");
    return text(outputs, "arn")
        .flatMap(
            arn ->
                name.map(
                    called ->
                        new Entry.Secret(
                            called, arn, text(outputs, "kmsKeyId"), false, replicas(outputs))));
  }

  private List<Entry.Replica> replicas(Place<Node.Mapping> secret) {
    return fields
        .objects(
            secret,
            "replicas",
            replica ->
                text(replica, "region")
                    .map(region -> new Entry.Replica(region, text(replica, "kmsKeyId"))))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Entry> key(Place<Node.Mapping> outputs) {
    boolean isDisabled =
        outputs
            .node()
            .member("isEnabled")
            .filter(each -> each.value() instanceof Node.Flag flag && !flag.isTrue())
            .isPresent();
    return text(outputs, "arn")
        .map(
            arn ->
                new Entry.Key(
                    arn,
                    Optional.empty(),
                    isDisabled
                        ? Optional.of(new FieldValue("Disabled", arn.location()))
                        : Optional.empty(),
                    List.of()));
  }

  private Optional<Entry> alias(Place<Node.Mapping> outputs) {
    Optional<FieldValue> arn = text(outputs, "arn");
    return text(outputs, "name")
        .flatMap(
            name ->
                arn.map(
                    each ->
                        new Entry.Alias(
                            name,
                            each,
                            text(outputs, "targetKeyId").map(TerraformInventory::keyId))));
  }

  /** S3 takes one rule. */
  private Optional<Entry> bucket(Place<Node.Mapping> outputs) {
    Optional<FieldValue> bucket = text(outputs, "bucket");
    return fields
        .objects(
            outputs, "rules", rule -> fields.object(rule, "applyServerSideEncryptionByDefault"))
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(
            byDefault ->
                bucket.flatMap(
                    name ->
                        text(byDefault, "sseAlgorithm")
                            .map(
                                algorithm ->
                                    new Entry.Bucket(
                                        name, algorithm, text(byDefault, "kmsMasterKeyId")))));
  }

  private Optional<Entry> logGroup(Place<Node.Mapping> outputs) {
    return text(outputs, "name")
        .map(
            name ->
                new Entry.LogGroup(
                    name,
                    text(outputs, "arn").map(TerraformInventory::withoutStreams),
                    text(outputs, "kmsKeyId")));
  }
}
