package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the user says of the accounts, in order: what exists there, and which key protects what.
 *
 * <p>What AWS itself lists about one thing counts more than a pattern with wildcards; a rule for
 * that very thing that names another key contradicts it.
 */
public final class AccountInventory {
  /** Nothing is known. */
  public static final AccountInventory EMPTY =
      new AccountInventory(Inventory.EMPTY, KeyInventory.EMPTY);

  private static final Set<String> PLAIN_TYPES = Set.of("String", "StringList");
  private static final String NOT_BY_KMS = "AES256";
  private static final String PARAMETER = "parameter";
  private static final String LOG_GROUP = "log-group:";

  private final List<Diagnostic> cut;
  private final KnownKeys keys;
  private final KnownSecrets secrets;
  private final KeyInventory rules;
  private final ListingCheck check = new ListingCheck();

  /** Names have their leading slash. */
  private final KnownThings parameters;

  private final PlannedThings planned = new PlannedThings(check);
  private final Set<String> missingParameters = new HashSet<>();
  private final KnownThings buckets;
  private final KnownThings logGroups;
  private final Set<String> logGroupsUnderSomeKey = new HashSet<>();
  private final Set<Place> complete = new HashSet<>();
  private final Map<Place, Spelling> spellings = new ConcurrentHashMap<>();

  /**
   * Puts what was read in order.
   *
   * @param inventory what was read
   * @param settings the rules that are settings
   */
  public AccountInventory(Inventory inventory, KeyInventory settings) {
    cut = CutListings.of(inventory);
    // first, so that an alias and the key that it means are known to be the same
    keys = new KnownKeys(inventory, check);
    secrets = new KnownSecrets(keys, check);
    parameters = new KnownThings(PARAMETER, keys, check);
    buckets = new KnownThings("", keys, check);
    logGroups = new KnownThings(LOG_GROUP, keys, check);
    WrittenRules written = new WrittenRules(keys, check);
    for (Listing listing : inventory.listings()) {
      boolean isComplete = listing.complete() && !hasLinkedAccounts(listing);
      listing.entries().forEach(entry -> add(entry, isComplete, written));
      addMissing(listing.entries());
    }
    rules = settings.and(written.all());
    parameters.compareNamesWithArns();
    logGroups.compareNamesWithArns();
    reportContradictions();
  }

  /** Returns what is wrong with what was read, and where. */
  public List<Diagnostic> diagnostics() {
    return Stream.concat(check.diagnostics().stream(), cut.stream()).toList();
  }

  /**
   * Log groups of several accounts are listed from one that monitors the others, which need not
   * show it all of theirs.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html">
   *     cross-account observability</a>
   */
  private static boolean hasLinkedAccounts(Listing listing) {
    return listing.entries().stream()
            .filter(Entry.LogGroup.class::isInstance)
            .flatMap(entry -> ((Entry.LogGroup) entry).arn().stream())
            .flatMap(arn -> Arn.parse(arn.text()).stream())
            .map(Arn::account)
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  private void add(Entry entry, boolean isComplete, WrittenRules written) {
    if (entry instanceof Entry.Parameter parameter) {
      add(parameter, isComplete);
    } else if (entry instanceof Entry.Secret secret) {
      secrets.add(secret).filter(arn -> isComplete).map(Place::of).ifPresent(complete::add);
    } else if (entry instanceof Entry.Bucket bucket) {
      add(bucket);
    } else if (entry instanceof Entry.LogGroup group) {
      add(group, isComplete);
    } else if (entry instanceof Entry.LogGroupUnderSomeKey group) {
      logGroupsUnderSomeKey.add(LOG_GROUP + group.name().text());
    } else if (entry instanceof Entry.Rule rule) {
      written.add(rule);
    } else if (entry instanceof Entry.Planned thing) {
      planned.add(thing);
    }
  }

  private void add(Entry.Parameter entry, boolean isComplete) {
    String name = entry.name().text();
    String id = ParameterName.absolute(name);
    if (id.startsWith(ParameterName.PUBLIC) || id.startsWith(ParameterName.SECRET_REFERENCE)) {
      // they are in no account, or stand for something else: no key is theirs
      return;
    }
    if (entry.arn().isPresent()) {
      // what another account shares is named by its ARN
      String resource = Arn.parse(name).map(Arn::resource).orElse(PARAMETER + id);
      Optional<Arn> arn =
          check
              .arn(entry.arn().get(), ParameterResolver.SERVICE, PARAMETER + "/")
              .filter(
                  each -> check.isOf(resource, each, "parameter", entry.name(), entry.arn().get()));
      if (arn.isEmpty()) {
        return;
      }
      if (isComplete) {
        complete.add(Place.of(arn.get()));
      }
      id = arn.get().toString();
    }
    Optional<KeyClaim> claim =
        entry.type().filter(type -> PLAIN_TYPES.contains(type.text())).isPresent()
            ? Optional.of(KeyClaim.none(entry.type().get().location()))
            : entry.keyId().flatMap(check::claim);
    parameters.add(id, new KnownThings.Listed(entry.type(), claim));
  }

  /** The names that were asked for in vain stand beside those that were found in one place. */
  private void addMissing(List<Entry> entries) {
    List<String> missing =
        entries.stream()
            .filter(Entry.MissingParameter.class::isInstance)
            .map(entry -> ParameterName.absolute(entry.name().text()))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    List<Arn> places =
        entries.stream()
            .filter(Entry.Parameter.class::isInstance)
            .flatMap(entry -> ((Entry.Parameter) entry).arn().stream())
            .flatMap(arn -> Arn.parse(arn.text()).stream())
            .filter(arn -> !arn.account().isEmpty())
            .map(arn -> arn.withResource(PARAMETER))
            .distinct()
            .toList();
    String place = places.size() == 1 ? places.get(0).toString() : "";
    missing.forEach(name -> missingParameters.add(place + name));
  }

  private void add(Entry.Bucket entry) {
    KeyClaim claim =
        entry
            .keyId()
            .flatMap(check::claim)
            .orElseGet(
                () ->
                    entry.algorithm().text().equals(NOT_BY_KMS)
                        ? KeyClaim.none(entry.algorithm().location())
                        : KeyClaim.awsManaged("alias/aws/s3", entry.algorithm().location()));
    buckets.add(entry.name().text(), new KnownThings.Listed(Optional.empty(), Optional.of(claim)));
  }

  private void add(Entry.LogGroup entry, boolean isComplete) {
    String id = entry.name().text();
    if (entry.arn().isPresent()) {
      Optional<Arn> arn =
          check
              .arn(entry.arn().get(), LogGroupResolver.SERVICE, LOG_GROUP)
              .filter(
                  each ->
                      check.isOf(
                          LOG_GROUP + entry.name().text(),
                          each,
                          "log group",
                          entry.name(),
                          entry.arn().get()));
      if (arn.isEmpty()) {
        return;
      }
      if (isComplete) {
        complete.add(Place.of(arn.get()));
      }
      id = arn.get().toString();
    }
    KeyClaim claim =
        entry.keyId().flatMap(check::claim).orElseGet(() -> KeyClaim.none(entry.name().location()));
    logGroups.add(id, new KnownThings.Listed(Optional.empty(), Optional.of(claim)));
  }

  /** Reports rules for one thing that contradict what is listed, whatever the tasks refer to. */
  private void reportContradictions() {
    Stream.of(
            secrets.all().map(ListedSecret::arn),
            parameters.arns(),
            parameters.names().map(name -> nowhere(ParameterResolver.SERVICE, PARAMETER + name)),
            logGroups.arns(),
            logGroups.names().map(name -> nowhere(LogGroupResolver.SERVICE, LOG_GROUP + name)),
            // the key of a bucket is that of its objects
            buckets.names().map(name -> nowhere(ObjectResolver.SERVICE, name + "/")))
        .flatMap(things -> things)
        .filter(rules::hasLiteral)
        .forEach(this::reportContradiction);
  }

  /** Stands for something of which only the name is known. */
  private static Arn nowhere(String service, String resource) {
    return new Arn("aws", service, "", "", resource);
  }

  private void reportContradiction(Arn named) {
    Optional<KeyClaim> listed = listed(named);
    if (listed.isEmpty()) {
      return;
    }
    Stream<KeyClaim> ruled = rules.literalFor(named).stream().map(KeyClaim::of);
    Arn thing = KnownKeys.placed(named, Stream.concat(listed.stream(), ruled).toList());
    String id = named.region().isEmpty() ? ThingNames.of(named).own().get(0) : named.toString();
    claims(thing).stream()
        .skip(1)
        .filter(claim -> claim.place().isPresent())
        .forEach(claim -> keys.report(listed.get(), claim, id));
  }

  // what exists

  /**
   * Returns all that exists in one place; empty if no listing shows that it is complete.
   *
   * @param service {@code ssm} for parameters, {@code secretsmanager} for secrets
   */
  public Optional<Set<Arn>> existing(String service, String region, String account) {
    Place place = new Place(service, region, account);
    if (!complete.contains(place)) {
      return Optional.empty();
    }
    Stream<Arn> all =
        service.equals(SecretResolver.SERVICE) ? secretsAt(place) : parametersAt(place);
    return Optional.of(all.collect(Collectors.toUnmodifiableSet()));
  }

  private Stream<Arn> secretsAt(Place place) {
    return Stream.concat(
        secrets.at(place).map(ListedSecret::arn),
        planned
            .namesAt(Entry.Kind.SECRETS, place)
            .map(name -> at(place, "secret:" + name + SecretName.ANY_SUFFIX)));
  }

  /** A parameter that was listed without its ARN may be anywhere. */
  private Stream<Arn> parametersAt(Place place) {
    Stream<String> names =
        Stream.concat(
            parameters.names(),
            planned.namesAt(Entry.Kind.PARAMETERS, place).map(ParameterName::absolute));
    return Stream.concat(
        parameters.arns().filter(arn -> Place.of(arn).equals(place)),
        names.map(name -> at(place, PARAMETER + name)));
  }

  private static Arn at(Place place, String resource) {
    String partition = Partition.ofRegion(place.region()).orElseThrow().id();
    return new Arn(partition, place.service(), place.region(), place.account(), resource);
  }

  /** Returns {@code true} if it is known that there is no such parameter. */
  boolean isMissingParameter(Arn arn) {
    String name = arn.resource().substring(PARAMETER.length());
    return !parameters.has(arn)
        && !planned.has(arn)
        && (missingParameters.contains(arn.toString())
            || missingParameters.contains(name)
            || complete.contains(Place.of(arn)));
  }

  /** Returns {@code true} if it is known that there is no such log group. */
  public boolean isMissingLogGroup(Arn arn) {
    return complete.contains(Place.of(arn)) && !logGroups.has(arn) && !planned.has(arn);
  }

  /** Returns {@code true} if it is known that there is no such secret. */
  boolean isMissingSecret(Arn arn) {
    return complete.contains(Place.of(arn)) && !planned.has(arn);
  }

  KnownSecrets secrets() {
    return secrets;
  }

  /**
   * Returns the parameter, secret or log group where {@code arn} is that {@code name} was perhaps
   * meant for.
   */
  public Optional<String> nearest(Arn arn, String name) {
    return spellings.computeIfAbsent(Place.of(arn), this::spelling).nearest(name);
  }

  private Spelling spelling(Place place) {
    return new Spelling(
        switch (place.service()) {
          case SecretResolver.SERVICE ->
              secrets.at(place).map(ListedSecret::name).distinct().toList();
          case ParameterResolver.SERVICE ->
              parametersAt(place).map(arn -> arn.resource().substring(PARAMETER.length())).toList();
          case LogGroupResolver.SERVICE -> logGroups.namesAt(place);
          default -> throw new IllegalArgumentException("nothing there is listed: " + place);
        });
  }

  // which key protects what

  KnownKeys keys() {
    return keys;
  }

  /**
   * Returns what is said of the key of {@code thing}, without what counts less: nothing if nothing
   * is known, several claims if they contradict each other.
   */
  List<KeyClaim> claims(Arn thing) {
    List<Rule> matching = rules.rulesFor(thing);
    Optional<KeyClaim> listed = keyToldByRun(thing).isPresent() ? Optional.empty() : listed(thing);
    boolean isOfThisObject =
        thing.service().equals("s3")
            && matching.stream().anyMatch(rule -> rule.isLiteralFor(thing));
    if (listed.isEmpty() || isOfThisObject) {
      return unlike(matching.stream().map(KeyClaim::of).toList(), thing);
    }
    List<KeyClaim> all = new ArrayList<>(List.of(listed.get()));
    matching.stream()
        .filter(Rule::isLiteral)
        .map(KeyClaim::of)
        .filter(
            claim -> isContradiction(keys.status(listed.get(), thing), keys.status(claim, thing)))
        .forEach(all::add);
    return all;
  }

  /** One claim for each key. */
  private List<KeyClaim> unlike(List<KeyClaim> claims, Arn thing) {
    Map<KeyStatus, KeyClaim> byStatus = new LinkedHashMap<>();
    claims.forEach(claim -> byStatus.putIfAbsent(keys.status(claim, thing), claim));
    return List.copyOf(byStatus.values());
  }

  /** An alias may be one of the listed key, unless it is known of which it is. */
  private static boolean isContradiction(KeyStatus listed, KeyStatus ruled) {
    if (listed instanceof KeyStatus.CustomerKey first
        && ruled instanceof KeyStatus.CustomerKey second) {
      return first.key() instanceof KmsKey.ById
          && second.key() instanceof KmsKey.ById
          && !first.equals(second);
    }
    return listed instanceof KeyStatus.CustomerKey || ruled instanceof KeyStatus.CustomerKey;
  }

  /**
   * Returns the address of what Terraform makes {@code thing} by, if only its run tells the key:
   * what is listed of it is then out of date.
   */
  Optional<String> keyToldByRun(Arn thing) {
    return planned.keyToldByRun(thing);
  }

  private Optional<KeyClaim> listed(Arn thing) {
    return listedByAws(thing).or(() -> planned.claim(thing));
  }

  private Optional<KeyClaim> listedByAws(Arn thing) {
    String resource = thing.resource();
    return switch (thing.service()) {
      case ParameterResolver.SERVICE -> parameters.claim(thing);
      case SecretResolver.SERVICE -> secrets.secret(thing).map(ListedSecret::claim);
      case ObjectResolver.SERVICE -> buckets.claim(resource.substring(0, resource.indexOf('/')));
      case LogGroupResolver.SERVICE -> logGroups.claim(thing);
      default -> throw new IllegalArgumentException("nothing there is under a key: " + thing);
    };
  }

  /** Returns {@code true} if a log group is known to be under a key that nobody has told. */
  boolean isUnderSomeKey(Arn group) {
    return logGroupsUnderSomeKey.contains(group.resource());
  }

  /** Returns the object where its bucket is, if that is known: a bucket and its key share it. */
  Optional<Arn> placed(Arn object) {
    return listed(object)
        .flatMap(KeyClaim::key)
        .flatMap(KmsKey.Name::place)
        .map(key -> object.within(key.region(), key.account()));
  }
}
