package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldText.Field;
import io.github.ecspolicy.input.StackTemplate.Resource;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a template defines beside task definitions, as far as it tells which keys protect it. */
final class StackInventory {
  /** A hyphen and the six characters that end the ARN of a secret. */
  private static final int SUFFIX = 7;

  private static final String SECRET = "secret:";

  private final String source;
  private final StackTemplate template;
  private final StandIns standIns;
  private final Intrinsics intrinsics;
  private final TemplateNodes nodes;
  private final List<Entry> entries = new ArrayList<>();

  StackInventory(
      String source,
      StackTemplate template,
      StandIns standIns,
      Intrinsics intrinsics,
      TemplateNodes nodes) {
    this.source = source;
    this.template = template;
    this.standIns = standIns;
    this.intrinsics = intrinsics;
    this.nodes = nodes;
  }

  Listing listing() {
    template.resources().values().forEach(this::add);
    return new Listing(false, entries);
  }

  private void add(Resource resource) {
    switch (resource.type()) {
      case StackReferences.SECRET -> addSecret(resource);
      case StackReferences.PARAMETER -> addParameter(resource);
      case StackReferences.ALIAS -> addAlias(resource);
      case StackReferences.BUCKET -> addBucket(resource);
      case StackReferences.LOG_GROUP -> addLogGroup(resource);
      default -> {
        // Nothing is known of the keys of others.
      }
    }
  }

  private FieldValue at(Resource resource, String text) {
    return resource
        .properties()
        .map(properties -> at((Node) properties, text))
        .orElseGet(() -> new FieldValue(text, SourceLocation.startOf(source)));
  }

  private FieldValue at(Node node, String text) {
    return new FieldValue(
        text, new SourceLocation(source, node.line(), node.column(), JsonPointer.ROOT));
  }

  private void addSecret(Resource secret) {
    Optional<Node.Text> key =
        secret.property("KmsKeyId").flatMap(node -> nodes.text(node, Field.KEY));
    Optional<String> arn =
        intrinsics.references().ref(secret.key(), Choices.none()) instanceof Value.Text text
                && isUsed(text.pieces())
            ? Optional.of(nodes.complete(text.pieces(), Field.VALUE_FROM))
            : Optional.empty();
    boolean isKnown = key.filter(text -> isOpen(text.text())).isEmpty();
    if (arn.isPresent() && !isKnown) {
      nodes.report(
          key.get(),
          DiagnosticCode.EXPRESSION_OPEN,
          "what the KMS key "
              + quote(key.get().text())
              + " comes to decides which permission is needed, and the template does not tell",
          "give it with ",
          Setting.PARAMETER,
          " or ",
          Setting.PHYSICAL_ID);
    }
    Optional<FieldValue> keyId = key.filter(text -> isKnown).map(text -> at(text, text.text()));
    arn.flatMap(Arn::parse)
        .filter(each -> each.resource().startsWith(SECRET))
        .map(each -> each.resource().substring(SECRET.length()))
        .filter(full -> full.length() > SUFFIX)
        .map(full -> full.substring(0, full.length() - SUFFIX))
        .filter(name -> isKnown)
        .ifPresent(
            name ->
                entries.add(
                    new Entry.Secret(
                        at(secret, name), at(secret, arn.get()), keyId, false, List.of())));
    literalName(secret, "Name")
        .flatMap(name -> keyId.map(id -> new Entry.Rule(at(secret, name), Entry.Kind.SECRETS, id)))
        .ifPresent(entries::add);
  }

  /** What no task definition refers to may be under any key. */
  private boolean isUsed(List<Piece> ref) {
    return ref.stream()
        .allMatch(piece -> !(piece instanceof Piece.Unknown unknown) || standIns.isUsed(unknown));
  }

  /** What stands there is an expression, since nobody can tell what it comes to. */
  private static boolean isOpen(String text) {
    return text.contains("${") || text.contains("{{");
  }

  private Optional<String> literalName(Resource resource, String property) {
    return resource
        .property(property)
        .flatMap(node -> intrinsics.text(node, Choices.none()))
        .flatMap(Piece::known)
        .filter(name -> !isOpen(name));
  }

  /**
   * CloudFormation makes no SecureString.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html">
   *     AWS::SSM::Parameter</a>
   */
  private void addParameter(Resource parameter) {
    literalName(parameter, "Type")
        .filter(type -> type.equals("String") || type.equals("StringList"))
        .ifPresent(
            type ->
                entries.add(
                    new Entry.Parameter(
                        at(parameter, name(parameter, Field.VALUE_FROM)),
                        Optional.empty(),
                        Optional.of(at(parameter, type)),
                        Optional.empty())));
  }

  private String name(Resource resource, Field field) {
    return nodes.complete(intrinsics.references().name(resource, Choices.none()), field);
  }

  private void addAlias(Resource alias) {
    Optional<Node.Text> target =
        alias.property("TargetKeyId").flatMap(node -> nodes.text(node, Field.KEY));
    Optional<String> name = literalName(alias, "AliasName");
    if (name.isPresent() && target.filter(text -> !isOpen(text.text())).isPresent()) {
      String arn =
          new Arn(
                  standIns.partition().id(),
                  "kms",
                  standIns.region(),
                  standIns.account(),
                  name.get())
              .toString();
      entries.add(
          new Entry.Alias(
              at(alias, name.get()), at(alias, arn), target.map(text -> at(text, text.text()))));
    }
  }

  private void addBucket(Resource bucket) {
    bucket.property("BucketEncryption").stream()
        .filter(Node.Mapping.class::isInstance)
        .flatMap(node -> nodes.readings((Node.Mapping) node).stream())
        .limit(1)
        .flatMap(StackInventory::byDefault)
        .limit(1)
        .forEach(rule -> addBucket(bucket, rule));
  }

  private static Stream<Node.Mapping> byDefault(Node.Mapping encryption) {
    return encryption.member("ServerSideEncryptionConfiguration").map(Node.Member::value).stream()
        .filter(Node.Sequence.class::isInstance)
        .flatMap(list -> ((Node.Sequence) list).items().stream())
        .filter(Node.Mapping.class::isInstance)
        .flatMap(rule -> ((Node.Mapping) rule).member("ServerSideEncryptionByDefault").stream())
        .map(Node.Member::value)
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast);
  }

  private void addBucket(Resource bucket, Node.Mapping rule) {
    Optional<String> key = StackTemplate.text(rule, "KMSMasterKeyID");
    Optional<String> algorithm = StackTemplate.text(rule, "SSEAlgorithm");
    if (algorithm.isPresent() && key.filter(StackInventory::isOpen).isEmpty()) {
      entries.add(
          new Entry.Bucket(
              at(bucket, name(bucket, Field.NAME)),
              at(rule, algorithm.get()),
              key.map(id -> at(rule, id))));
    }
  }

  private void addLogGroup(Resource group) {
    group
        .property("KmsKeyId")
        .flatMap(node -> nodes.text(node, Field.KEY))
        .filter(key -> !isOpen(key.text()))
        .ifPresent(
            key ->
                entries.add(
                    new Entry.LogGroup(
                        at(group, name(group, Field.NAME)),
                        Optional.empty(),
                        Optional.of(at(key, key.text())))));
  }
}
