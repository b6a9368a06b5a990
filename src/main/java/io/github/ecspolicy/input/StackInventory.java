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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a template defines beside task definitions, as far as it tells which keys protect it. */
final class StackInventory {
  /** A hyphen and the six characters that end the ARN of a secret. */
  private static final int SUFFIX = 7;

  private static final String SECRET = "secret:";
  private static final String KEY = "key/";
  private static final String AWS_MANAGED = "alias/aws/";

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
    template.resources().values().stream()
        .filter(resource -> resource.condition().filter(intrinsics.conditions()::isFalse).isEmpty())
        .forEach(this::add);
    return new Listing(false, entries);
  }

  private void add(Resource resource) {
    switch (resource.type()) {
      case StackReferences.SECRET -> addSecret(resource);
      case "AWS::RDS::DBInstance", "AWS::RDS::DBCluster" ->
          addSecret(
              resource,
              attribute(resource, StackReferences.MASTER_USER_SECRET),
              keys(
                  objects(nodes.readings(resource, "MasterUserSecret", Field.NAME))
                      .flatMap(secret -> secret.member("KmsKeyId").stream())
                      .map(Node.Member::value)));
      case "AWS::Redshift::Cluster" ->
          addSecret(
              resource,
              attribute(resource, StackReferences.MASTER_PASSWORD_SECRET),
              keys(nodes.readings(resource, "MasterPasswordSecretKmsKeyId", Field.KEY).stream()));
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
    List<Node.Text> keys = keys(secret);
    addSecret(secret, intrinsics.references().ref(secret.key(), Choices.none()), keys);
    Optional<FieldValue> key =
        keys.stream()
            .filter(each -> keys.size() == 1 && !isOpen(each.text()))
            .findFirst()
            .map(this::key);
    literalName(secret, "Name")
        .flatMap(name -> key.map(id -> new Entry.Rule(at(secret, name), Entry.Kind.SECRETS, id)))
        .ifPresent(entries::add);
  }

  private Value attribute(Resource resource, String attribute) {
    return intrinsics.references().attribute(resource.key(), attribute, Choices.none());
  }

  /** Adds the secret that {@code resource} is, or that a database makes for its password. */
  private void addSecret(Resource resource, Value secret, List<Node.Text> keys) {
    Optional<String> arn =
        secret instanceof Value.Text text && isUsed(text.pieces())
            ? Optional.of(nodes.complete(text.pieces(), Field.VALUE_FROM))
            : Optional.empty();
    if (keys.size() > 1 || keys.stream().anyMatch(key -> isOpen(key.text()))) {
      arn.ifPresent(each -> reportOpenKey(keys));
      return;
    }
    Optional<FieldValue> keyId = keys.stream().findFirst().map(key -> keyOf(key, arn));
    arn.flatMap(Arn::parse)
        .filter(each -> each.resource().startsWith(SECRET))
        .map(each -> each.resource().substring(SECRET.length()))
        .filter(full -> full.length() > SUFFIX)
        .map(full -> full.substring(0, full.length() - SUFFIX))
        .ifPresent(
            name ->
                entries.add(
                    new Entry.Secret(
                        at(resource, name), at(resource, arn.get()), keyId, false, List.of())));
  }

  /**
   * Returns the keys that something can be under; keys of AWS's own only if there are no others.
   */
  private List<Node.Text> keys(Resource resource) {
    return keys(nodes.readings(resource, "KmsKeyId", Field.KEY).stream());
  }

  /**
   * A key of the stack itself can only protect what is where the stack is. Its id says that for any
   * Region, its ARN only for the one that stands in it.
   */
  private FieldValue key(Node.Text key) {
    return at(
        key,
        Arn.parse(key.text())
            .filter(standIns::isSomewhere)
            .map(Arn::resource)
            .map(resource -> resource.startsWith(KEY) ? resource.substring(KEY.length()) : resource)
            .orElse(key.text()));
  }

  /** A key of another account whose Region is that of the stack is where the secret is too. */
  private FieldValue keyOf(Node.Text key, Optional<String> secret) {
    return Arn.parse(key.text())
        .filter(standIns::isInItsRegion)
        .filter(arn -> !standIns.isSomewhere(arn))
        .flatMap(
            arn ->
                secret
                    .flatMap(Arn::parse)
                    .map(thing -> at(key, arn.within(thing.region(), arn.account()).toString())))
        .orElseGet(() -> key(key));
  }

  private static List<Node.Text> keys(Stream<Node> readings) {
    Map<String, Node.Text> byText = new LinkedHashMap<>();
    readings
        .filter(Node.Text.class::isInstance)
        .map(Node.Text.class::cast)
        .forEach(key -> byText.putIfAbsent(key.text(), key));
    List<Node.Text> own =
        byText.values().stream().filter(key -> !key.text().startsWith(AWS_MANAGED)).toList();
    return own.isEmpty() ? byText.values().stream().limit(1).toList() : own;
  }

  private void reportOpenKey(List<Node.Text> keys) {
    String key =
        keys.stream().map(each -> quote(each.text())).sorted().collect(Collectors.joining(" or "));
    nodes.report(
        keys.get(0),
        DiagnosticCode.EXPRESSION_OPEN,
        keys.size() > 1
            ? "which of the KMS keys "
                + key
                + " it is decides which permission is needed, and"
                + " nothing decides the condition that this hangs on"
            : "what the KMS key "
                + key
                + " comes to decides which permission is needed, and the template does not tell",
        "give it with ",
        Setting.PARAMETER,
        " or ",
        Setting.PHYSICAL_ID);
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
        .flatMap(intrinsics::decidedText)
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
                nodes
                    .names(parameter, Field.VALUE_FROM)
                    .forEach(
                        name ->
                            entries.add(
                                new Entry.Parameter(
                                    at(parameter, name),
                                    Optional.empty(),
                                    Optional.of(at(parameter, type)),
                                    Optional.empty()))));
  }

  private void addAlias(Resource alias) {
    List<Node> targets = nodes.readings(alias, "TargetKeyId", Field.KEY);
    Optional<String> name = literalName(alias, "AliasName");
    if (name.isPresent()
        && targets.size() == 1
        && targets.get(0) instanceof Node.Text target
        && !isOpen(target.text())) {
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
              at(alias, name.get()), at(alias, arn), Optional.of(at(target, target.text()))));
    }
  }

  /** A bucket that may be under one of several keys, or one nobody tells, is under an unknown. */
  private void addBucket(Resource bucket) {
    List<Node.Mapping> rules =
        objects(nodes.readings(bucket, "BucketEncryption", Field.NAME))
            .flatMap(encryption -> byDefault(encryption).limit(1))
            .toList();
    List<Node.Text> keys = keys(rules.stream().flatMap(rule -> key(rule).stream()));
    Optional<Node.Mapping> rule =
        rules.stream()
            .filter(each -> keys.isEmpty() || key(each).filter(keys::contains).isPresent())
            .findFirst();
    boolean isKnown = keys.size() < 2 && keys.stream().noneMatch(key -> isOpen(key.text()));
    rule.filter(each -> isKnown)
        .flatMap(each -> StackTemplate.text(each, "SSEAlgorithm"))
        .ifPresent(
            algorithm ->
                nodes
                    .names(bucket, Field.NAME)
                    .forEach(
                        name ->
                            entries.add(
                                new Entry.Bucket(
                                    at(bucket, name),
                                    at(rule.get(), algorithm),
                                    keys.stream().findFirst().map(this::key)))));
  }

  private static Optional<Node.Text> key(Node.Mapping rule) {
    return rule.member("KMSMasterKeyID")
        .map(Node.Member::value)
        .filter(Node.Text.class::isInstance)
        .map(Node.Text.class::cast);
  }

  private static Stream<Node.Mapping> objects(List<Node> nodes) {
    return nodes.stream().filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast);
  }

  private static Stream<Node.Mapping> byDefault(Node.Mapping encryption) {
    return encryption.objects("ServerSideEncryptionConfiguration").stream()
        .flatMap(rule -> rule.object("ServerSideEncryptionByDefault").stream());
  }

  private void addLogGroup(Resource group) {
    List<Node.Text> keys = keys(group);
    for (String name : keys.isEmpty() ? List.<String>of() : nodes.names(group, Field.NAME)) {
      boolean isKnown = keys.size() == 1 && !isOpen(keys.get(0).text());
      entries.add(
          isKnown
              ? new Entry.LogGroup(at(group, name), Optional.empty(), Optional.of(key(keys.get(0))))
              : new Entry.LogGroupUnderSomeKey(at(group, name)));
    }
  }
}
