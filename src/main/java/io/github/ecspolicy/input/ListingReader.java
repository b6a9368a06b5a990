package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the listings out of one document, and says what in them cannot be understood. */
final class ListingReader {
  private static final Wanted PARAMETER = Wanted.texts("Name", "ARN", "Type", "KeyId");

  private static final Wanted.Members SECRET =
      Wanted.texts("ARN", "Name", "KmsKeyId", "DeletedDate")
          .and("ReplicationStatus", Wanted.texts("Region", "KmsKeyId"));

  private static final Wanted KEY =
      Wanted.texts("Arn", "KeyManager", "KeyState")
          .and(
              "MultiRegionConfiguration",
              Wanted.texts()
                  .and("PrimaryKey", Wanted.texts("Arn"))
                  .and("ReplicaKeys", Wanted.texts("Arn")));

  private static final Wanted ENCRYPTION =
      Wanted.texts()
          .and(
              "Rules",
              Wanted.texts()
                  .and(
                      "ApplyServerSideEncryptionByDefault",
                      Wanted.texts("SSEAlgorithm", "KMSMasterKeyID")));

  /** In a map written by hand, the patterns are keys of the user's choice. */
  private static final Wanted RULES = Wanted.texts().andOthers(Wanted.TEXT);

  /**
   * What is read; the values of parameters and secrets, and all else, never leave the tokenizer.
   */
  static final Wanted WANTED =
      SECRET
          .and("NextToken", Wanted.TEXT)
          .and("NextMarker", Wanted.TEXT)
          .and("Truncated", Wanted.TEXT)
          .and("Parameters", new Wanted.ObjectOrItems(RULES, PARAMETER))
          .and("InvalidParameters", Wanted.TEXT)
          .and("Parameter", PARAMETER)
          .and("SecretList", SECRET)
          .and("Secrets", RULES)
          .and("Aliases", Wanted.texts("AliasName", "AliasArn", "TargetKeyId"))
          .and("Keys", Wanted.texts("KeyArn"))
          .and("KeyMetadata", KEY)
          .and("Bucket", Wanted.TEXT)
          .and("Buckets", RULES)
          .and("ServerSideEncryptionConfiguration", ENCRYPTION)
          .and(
              "logGroups",
              new Wanted.ObjectOrItems(
                  RULES, Wanted.texts("logGroupName", "arn", "logGroupArn", "kmsKeyId")))
          .andOthers(Wanted.texts().and("ServerSideEncryptionConfiguration", ENCRYPTION));

  private static final String AS_PRINTED = "give what the AWS CLI prints as it is";

  /**
   * What every name of a key has. A map from names to values looks like one from names to keys, so
   * what is nothing of the sort is not shown.
   */
  private static final Pattern KEY_NAME =
      Pattern.compile("(arn:|alias/|mrk-).*|[0-9a-fA-F-]{36}", Pattern.DOTALL);

  /** How the ARN ends that stands for the streams of a log group. */
  private static final String STREAMS = ":*";

  private final FieldReader fields;

  ListingReader(String source) {
    fields = new FieldReader(source, AS_PRINTED);
  }

  /** Returns what was found so far that cannot be understood. */
  List<Diagnostic> diagnostics() {
    return fields.diagnostics();
  }

  /** Returns the listings of a document that {@linkplain InventoryFormat#isInventory is one}. */
  List<Listing> read(Node document) {
    List<Listing> listings = new ArrayList<>();
    read(new Place<>(document, JsonPointer.ROOT), listings);
    return listings;
  }

  private void read(Place<Node> place, List<Listing> listings) {
    if (!InventoryFormat.isInventory(place.node())) {
      fields.report(
          place,
          DiagnosticCode.INVENTORY_SHAPE,
          "this item of the list is not an inventory",
          InventoryFormat.recognise(place.node())
              .map(form -> "this looks like " + form)
              .orElse(AS_PRINTED));
    } else if (place.node() instanceof Node.Sequence list) {
      FieldReader.elements(new Place<>(list, place.pointer()))
          .forEach(item -> read(item, listings));
    } else {
      Place<Node.Mapping> object = new Place<>((Node.Mapping) place.node(), place.pointer());
      InventoryFormat.detect(object.node()).forEach(form -> listings.add(read(object, form)));
    }
  }

  private Listing read(Place<Node.Mapping> document, InventoryFormat form) {
    return switch (form) {
      case PARAMETERS -> parameters(document);
      case PARAMETER -> answer(single(document, "Parameter", this::parameter));
      case SECRETS -> listing(document, all(document, "SecretList", this::secret));
      case SECRET -> answer(secret(document).stream().toList());
      case ALIASES -> listing(document, all(document, "Aliases", this::alias));
      case KEYS -> listing(document, all(document, "Keys", this::listedKey));
      case KEY -> answer(single(document, "KeyMetadata", this::key));
      case BUCKET -> answer(bucket(document));
      case BUCKETS -> answer(buckets(document));
      case LOG_GROUPS -> listing(document, all(document, "logGroups", this::logGroup));
      case MAP -> answer(rules(document));
    };
  }

  /** What a command says that was asked for certain things. */
  private static Listing answer(List<? extends Entry> entries) {
    return new Listing(false, List.copyOf(entries));
  }

  /** What a command says that lists all there is. */
  private Listing listing(Place<Node.Mapping> document, List<? extends Entry> entries) {
    return new Listing(!hasMore(document), List.copyOf(entries));
  }

  /** The AWS CLI joins pages unless told not to; then it says how to get at the next. */
  private boolean hasMore(Place<Node.Mapping> document) {
    boolean isTruncated =
        fields
            .member(document, "Truncated")
            .filter(place -> place.node() instanceof Node.Flag flag && flag.isTrue())
            .isPresent();
    return isTruncated
        || Stream.of("NextToken", "NextMarker")
            .flatMap(field -> fields.member(document, field).stream())
            .anyMatch(place -> !(place.node() instanceof Node.Text text && text.text().isEmpty()));
  }

  private <T> List<T> all(
      Place<Node.Mapping> parent, String field, Function<Place<Node.Mapping>, Optional<T>> read) {
    return fields.objects(parent, field, read).stream().flatMap(Optional::stream).toList();
  }

  private <T> List<T> single(
      Place<Node.Mapping> parent, String field, Function<Place<Node.Mapping>, Optional<T>> read) {
    return fields.object(parent, field).flatMap(read).stream().toList();
  }

  /** A member without which an entry says nothing. */
  private Optional<FieldValue> needed(Place<Node.Mapping> entry, String field, String what) {
    if (fields.member(entry, field).isEmpty()) {
      fields.report(
          entry,
          DiagnosticCode.INVENTORY_SHAPE,
          "this " + what + " has no `" + field + "`",
          AS_PRINTED);
      return Optional.empty();
    }
    return fields.text(entry, field);
  }

  private Listing parameters(Place<Node.Mapping> document) {
    boolean isAnswer = document.node().has("InvalidParameters");
    List<Entry.Parameter> parameters = List.of();
    // a map written by hand may stand beside names that were not found
    if (isList(document, "Parameters")) {
      parameters = all(document, "Parameters", this::parameter);
      isAnswer |=
          fields.items(document, "Parameters").stream()
              .anyMatch(item -> item.node() instanceof Node.Mapping it && it.has("Value"));
    }
    List<Entry> entries = new ArrayList<>(isAnswer ? latest(parameters) : parameters);
    for (FieldValue name : fields.texts(document, "InvalidParameters")) {
      entries.add(new Entry.MissingParameter(name));
    }
    // `get-parameters-by-path` below a path that is empty prints the same as an empty Region
    return isAnswer || entries.isEmpty() ? answer(entries) : listing(document, entries);
  }

  private boolean isList(Place<Node.Mapping> document, String field) {
    return fields
        .member(document, field)
        .filter(place -> place.node() instanceof Node.Sequence)
        .isPresent();
  }

  /**
   * A parameter's history holds it once for each version, the latest last, each with the key of its
   * time.
   *
   * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/ssm/get-parameter-history.html">
   *     get-parameter-history</a>
   */
  private static List<Entry.Parameter> latest(List<Entry.Parameter> versions) {
    Map<String, Entry.Parameter> byName = new LinkedHashMap<>();
    versions.forEach(version -> byName.put(version.name().text(), version));
    return List.copyOf(byName.values());
  }

  private Optional<Entry.Parameter> parameter(Place<Node.Mapping> parameter) {
    return needed(parameter, "Name", "parameter")
        .map(
            name ->
                new Entry.Parameter(
                    name,
                    fields.text(parameter, "ARN"),
                    fields.text(parameter, "Type"),
                    fields.text(parameter, "KeyId")));
  }

  private Optional<Entry.Secret> secret(Place<Node.Mapping> secret) {
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

  private Optional<Entry.Alias> alias(Place<Node.Mapping> alias) {
    Optional<FieldValue> name = needed(alias, "AliasName", "alias");
    return needed(alias, "AliasArn", "alias")
        .flatMap(
            arn ->
                name.map(
                    called -> new Entry.Alias(called, arn, fields.text(alias, "TargetKeyId"))));
  }

  private Optional<Entry.Key> listedKey(Place<Node.Mapping> key) {
    return needed(key, "KeyArn", "key")
        .map(arn -> new Entry.Key(arn, Optional.empty(), Optional.empty(), List.of()));
  }

  private Optional<Entry.Key> key(Place<Node.Mapping> key) {
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

  private List<Entry.Bucket> bucket(Place<Node.Mapping> document) {
    return needed(document, "Bucket", "encryption of a bucket")
        .flatMap(name -> bucket(name, document))
        .stream()
        .toList();
  }

  /**
   * The default encryption of a bucket; S3 takes one rule.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html">
   *     ServerSideEncryptionByDefault</a>
   */
  private Optional<Entry.Bucket> bucket(FieldValue name, Place<Node.Mapping> answer) {
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
                  AS_PRINTED));
      return Optional.empty();
    }
    return needed(byDefault.get(), "SSEAlgorithm", "rule")
        .map(
            algorithm ->
                new Entry.Bucket(name, algorithm, fields.text(byDefault.get(), "KMSMasterKeyID")));
  }

  private List<Entry.Bucket> buckets(Place<Node.Mapping> document) {
    List<Entry.Bucket> buckets = new ArrayList<>();
    for (Named named : membersOf(document)) {
      if (InventoryFormat.isEncryption(named.value().node())) {
        bucket(
                new FieldValue(named.key(), fields.locate(named.value())),
                new Place<>((Node.Mapping) named.value().node(), named.value().pointer()))
            .ifPresent(buckets::add);
      } else {
        fields.report(
            named.value(),
            DiagnosticCode.INVENTORY_SHAPE,
            quote(named.key()) + " does not hold the encryption of a bucket",
            "give the output of `aws s3api get-bucket-encryption` under the name of its bucket");
      }
    }
    return buckets;
  }

  /** A member under a key that the user chose. */
  private record Named(String key, Place<Node> value) {}

  private static List<Named> membersOf(Place<Node.Mapping> object) {
    return object.node().members().stream()
        .map(
            member ->
                new Named(
                    member.key(),
                    new Place<>(member.value(), object.pointer().member(member.key()))))
        .toList();
  }

  private Optional<Entry.LogGroup> logGroup(Place<Node.Mapping> group) {
    return needed(group, "logGroupName", "log group")
        .map(
            name ->
                new Entry.LogGroup(
                    name,
                    fields
                        .text(group, "logGroupArn")
                        .or(() -> fields.text(group, "arn"))
                        .map(ListingReader::withoutStreams),
                    fields.text(group, "kmsKeyId")));
  }

  private static FieldValue withoutStreams(FieldValue arn) {
    String text = arn.text();
    return text.endsWith(STREAMS)
        ? new FieldValue(text.substring(0, text.length() - STREAMS.length()), arn.location())
        : arn;
  }

  private List<Entry.Rule> rules(Place<Node.Mapping> document) {
    boolean isMapOnly = InventoryFormat.detect(document.node()).equals(Set.of(InventoryFormat.MAP));
    List<Entry.Rule> rules = new ArrayList<>();
    for (Named named : membersOf(document)) {
      Optional<Entry.Kind> kind = InventoryFormat.sectionOf(named.key());
      if (kind.isPresent()) {
        rules.addAll(rules(kind.get(), named));
      } else if (isMapOnly || !WANTED.isField(named.key())) {
        reportSection(named);
      }
    }
    return rules;
  }

  private void reportSection(Named named) {
    fields.report(
        named.value(),
        DiagnosticCode.INVENTORY_SHAPE,
        "an inventory has no section " + quote(named.key()),
        InventoryFormat.nearestSection(named.key())
            .map(section -> "did you mean `" + section + "`?")
            .orElse("a map has `parameters`, `secrets`, `buckets` and `logGroups`"));
  }

  private List<Entry.Rule> rules(Entry.Kind kind, Named section) {
    Node value = section.value().node();
    boolean isOfAnotherForm =
        value instanceof Node.Null
            || value instanceof Node.Sequence && InventoryFormat.mayBeListed(kind);
    if (isOfAnotherForm) {
      return List.of();
    }
    return fields.asObject(section.value(), quote(section.key())).stream()
        .flatMap(object -> membersOf(object).stream())
        .flatMap(named -> rule(kind, named).stream())
        .toList();
  }

  private Optional<Entry.Rule> rule(Entry.Kind kind, Named named) {
    Optional<FieldValue> key = fields.asText(named.value(), "the key for " + quote(named.key()));
    if (key.isPresent() && !KEY_NAME.matcher(key.get().text()).matches()) {
      fields.report(
          named.value(),
          DiagnosticCode.INVENTORY_SHAPE,
          "what stands for " + quote(named.key()) + " is not the name of a KMS key",
          "name the key: a key id, a key ARN, `alias/NAME` or an alias ARN");
      return Optional.empty();
    }
    FieldValue pattern = new FieldValue(named.key(), fields.locate(named.value()));
    return key.map(name -> new Entry.Rule(pattern, kind, name));
  }
}
