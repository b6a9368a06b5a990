package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the listings out of one document, and says what in them cannot be understood. */
final class ListingReader {
  /** In a map written by hand, the patterns are keys of the user's choice. */
  private static final Wanted RULES = Wanted.texts().andOthers(Wanted.TEXT);

  /**
   * What is read; the values of parameters and secrets, and all else, never leave the tokenizer.
   */
  static final Wanted WANTED =
      EntryReader.SECRET
          .and("NextToken", Wanted.TEXT)
          .and("NextMarker", Wanted.TEXT)
          .and("Truncated", Wanted.TEXT)
          .and("Parameters", new Wanted.ObjectOrItems(RULES, EntryReader.PARAMETER))
          .and("InvalidParameters", Wanted.TEXT)
          .and("Parameter", EntryReader.PARAMETER)
          .and("SecretList", EntryReader.SECRET)
          .and("Secrets", RULES)
          .and("Aliases", EntryReader.ALIAS)
          .and("Keys", EntryReader.LISTED_KEY)
          .and("KeyMetadata", EntryReader.KEY)
          .and("StackResources", EntryReader.STACK_RESOURCE)
          .and("StackResourceSummaries", EntryReader.STACK_RESOURCE)
          .and("Bucket", Wanted.TEXT)
          .and("Buckets", RULES)
          .and("ServerSideEncryptionConfiguration", EntryReader.ENCRYPTION)
          .and("logGroups", new Wanted.ObjectOrItems(RULES, EntryReader.LOG_GROUP))
          .andOthers(
              Wanted.texts().and("ServerSideEncryptionConfiguration", EntryReader.ENCRYPTION));

  /**
   * What every name of a key has. A map from names to values looks like one from names to keys, so
   * what is nothing of the sort is not shown.
   */
  private static final Pattern KEY_NAME =
      Pattern.compile("(arn:|alias/|mrk-).*|[0-9a-fA-F-]{36}", Pattern.DOTALL);

  /**
   * What is told of a parameter by describing it, and not with its value.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html">
   *     ParameterMetadata</a>
   */
  private static final Set<String> OF_DESCRIPTIONS =
      Set.of("Tier", "Policies", "LastModifiedUser", "KeyId", "Description", "AllowedPattern");

  /**
   * What is told of one version of a parameter, even if everything else is told of it, too.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterHistory.html">
   *     ParameterHistory</a>
   */
  private static final Set<String> OF_VERSIONS =
      Set.of("Value", "Labels", "Selector", "SourceResult");

  private final FieldReader fields;
  private final EntryReader entries;

  ListingReader(String source) {
    fields = new FieldReader(source, EntryReader.ADVICE);
    entries = new EntryReader(fields);
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
              .orElse(EntryReader.ADVICE));
    } else if (place.node() instanceof Node.Sequence list) {
      FieldReader.elements(new Place<>(list, place.pointer()))
          .forEach(item -> read(item, listings));
    } else {
      Place<Node.Mapping> object = new Place<>((Node.Mapping) place.node(), place.pointer());
      Set<InventoryFormat> forms = InventoryFormat.detect(object.node());
      forms.forEach(form -> listings.add(read(object, form)));
      checkSections(object, forms);
    }
  }

  private Listing read(Place<Node.Mapping> document, InventoryFormat form) {
    return switch (form) {
      case PARAMETERS -> parameters(document);
      case PARAMETER -> answer(entries.single(document, "Parameter", entries::parameter));
      case SECRETS -> listing(document, entries.all(document, "SecretList", entries::secret));
      case SECRET -> answer(entries.secret(document).stream().toList());
      case ALIASES -> listing(document, entries.all(document, "Aliases", entries::alias));
      case KEYS -> listing(document, entries.all(document, "Keys", entries::listedKey));
      case KEY -> answer(entries.single(document, "KeyMetadata", entries::key));
      case BUCKET -> answer(bucket(document));
      case BUCKETS -> answer(buckets(document));
      case LOG_GROUPS -> listing(document, entries.all(document, "logGroups", entries::logGroup));
      case STACK_RESOURCES ->
          answer(entries.all(document, "StackResources", entries::stackResource));
      case STACK_RESOURCE_SUMMARIES ->
          answer(entries.all(document, "StackResourceSummaries", entries::stackResource));
      case MAP -> answer(rules(document));
    };
  }

  /** What a command says that was asked for certain things. */
  private static Listing answer(List<? extends Entry> answered) {
    return new Listing(false, List.copyOf(answered));
  }

  /** What a command says that lists all there is; what could not be understood is there too. */
  private Listing listing(Place<Node.Mapping> document, List<? extends Entry> listed) {
    Optional<SourceLocation> more = more(document);
    return new Listing(more.isEmpty() && fields.diagnostics().isEmpty(), more, List.copyOf(listed));
  }

  /** The AWS CLI joins pages unless told not to; then it says how to get at the next. */
  private Optional<SourceLocation> more(Place<Node.Mapping> document) {
    return Stream.of("NextToken", "NextMarker", "Truncated")
        .flatMap(field -> fields.member(document, field).stream())
        .filter(
            place ->
                place.node() instanceof Node.Flag flag
                    ? flag.isTrue()
                    : !(place.node() instanceof Node.Text text && text.text().isEmpty()))
        .map(fields::locate)
        .findFirst();
  }

  /**
   * Only {@code describe-parameters} lists all there is; what commands print that read values looks
   * the same, and more so once a tool has taken the values out of it.
   */
  private Listing parameters(Place<Node.Mapping> document) {
    boolean isAnswer = document.node().has("InvalidParameters");
    List<Entry.Parameter> parameters = List.of();
    // a map written by hand may stand beside names that were not found
    if (isList(document, "Parameters")) {
      parameters = entries.all(document, "Parameters", entries::parameter);
      isAnswer |=
          fields.items(document, "Parameters").stream()
              .anyMatch(item -> item.node() instanceof Node.Mapping it && !isDescription(it));
    }
    List<Entry> found = new ArrayList<>(isAnswer ? latest(parameters) : parameters);
    for (FieldValue name : fields.texts(document, "InvalidParameters")) {
      found.add(new Entry.MissingParameter(name));
    }
    // `get-parameters-by-path` below a path that is empty prints the same as an empty Region
    return isAnswer || found.isEmpty() ? answer(found) : listing(document, found);
  }

  private static boolean isDescription(Node.Mapping parameter) {
    return OF_DESCRIPTIONS.stream().anyMatch(parameter::has)
        && OF_VERSIONS.stream().noneMatch(parameter::has);
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

  private List<Entry.Bucket> bucket(Place<Node.Mapping> document) {
    return entries
        .needed(document, "Bucket", "encryption of a bucket")
        .flatMap(name -> entries.bucket(name, document))
        .stream()
        .toList();
  }

  private List<Entry.Bucket> buckets(Place<Node.Mapping> document) {
    List<Entry.Bucket> buckets = new ArrayList<>();
    for (Named named : membersOf(document)) {
      if (InventoryFormat.isEncryption(named.value().node())) {
        entries
            .bucket(
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

  private List<Entry.Rule> rules(Place<Node.Mapping> document) {
    List<Entry.Rule> rules = new ArrayList<>();
    for (Named named : membersOf(document)) {
      Optional<Entry.Kind> kind = InventoryFormat.sectionOf(named.key());
      if (kind.isPresent()) {
        rules.addAll(rules(kind.get(), named));
      }
    }
    return rules;
  }

  /** Nobody would read a section that is misspelt. What the AWS CLI prints has other members. */
  private void checkSections(Place<Node.Mapping> document, Set<InventoryFormat> forms) {
    if (forms.contains(InventoryFormat.BUCKETS)) {
      return;
    }
    boolean isMapOnly = forms.equals(Set.of(InventoryFormat.MAP));
    membersOf(document).stream()
        .filter(named -> InventoryFormat.sectionOf(named.key()).isEmpty())
        .filter(named -> isMapOnly || isMisspelt(named))
        .forEach(this::reportSection);
  }

  private static boolean isMisspelt(Named named) {
    return named.value().node() instanceof Node.Mapping
        && !WANTED.isField(named.key().toLowerCase(Locale.ROOT))
        && InventoryFormat.nearestSection(named.key()).isPresent();
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
    if (named.value().node() instanceof Node.Text text && KEY_NAME.matcher(text.text()).matches()) {
      SourceLocation at = fields.locate(named.value());
      return Optional.of(
          new Entry.Rule(new FieldValue(named.key(), at), kind, new FieldValue(text.text(), at)));
    }
    boolean isText = named.value().node() instanceof Node.Text;
    fields.report(
        named.value(),
        isText ? DiagnosticCode.INVENTORY_SHAPE : DiagnosticCode.WRONG_TYPE,
        "the key for "
            + quote(named.key())
            + (isText
                ? " is not the name of a KMS key"
                : " must be a string, found " + named.value().node().kind()),
        "write a key id, a key ARN, `alias/NAME` or an alias ARN");
    return Optional.empty();
  }
}
