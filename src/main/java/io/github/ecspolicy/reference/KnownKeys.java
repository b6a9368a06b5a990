package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.inventory.Listing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The KMS keys and aliases of an inventory. */
final class KnownKeys {
  private static final String KEY = "key/";
  private static final String ALIAS = "alias/";
  private static final String AWS = "AWS";

  /**
   * The states in which a key decrypts: a multi-Region key does while its primary Region changes.
   *
   * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html">key
   *     states</a>
   */
  private static final Set<String> USABLE = Set.of("Enabled", "Updating");

  /** By the ARN of the alias. */
  private final Map<Arn, Alias> aliases = new HashMap<>();

  private final Set<Arn> keys = new HashSet<>();
  private final Set<Arn> awsManaged = new HashSet<>();

  /** What is first said of a key. */
  private final Map<Arn, FieldValue> managers = new HashMap<>();

  private final Map<Arn, FieldValue> states = new HashMap<>();

  /** By the ARN of any key of a multi-Region family: the ARNs of all of them. */
  private final Map<Arn, Set<Arn>> families = new HashMap<>();

  private final Set<Place> completeAliases = new HashSet<>();
  private final Set<Place> completeKeys = new HashSet<>();
  private final Map<Place, Spelling> spellings = new ConcurrentHashMap<>();

  private final ListingCheck check;

  /** The key of an alias, if it has one, and where that is said. */
  private record Alias(Optional<Arn> key, SourceLocation place) {}

  KnownKeys(Inventory inventory, ListingCheck check) {
    this.check = check;
    inventory.listings().forEach(this::add);
  }

  private void add(Listing listing) {
    for (Entry entry : listing.entries()) {
      if (entry instanceof Entry.Alias alias) {
        add(alias, listing.complete());
      } else if (entry instanceof Entry.Key key) {
        add(key, listing.complete());
      }
    }
  }

  private void add(Entry.Alias entry, boolean complete) {
    Optional<Arn> arn =
        check
            .arnOfKms(entry.arn(), ALIAS)
            .filter(
                each -> check.isOf(entry.name().text(), each, "alias", entry.name(), entry.arn()));
    if (arn.isEmpty()) {
      return;
    }
    Optional<Arn> target =
        entry
            .targetKeyId()
            .flatMap(
                id ->
                    check.arnOfKms(
                        new FieldValue(keyArn(arn.get(), id.text()), id.location()), KEY));
    if (complete) {
      completeAliases.add(Place.of(arn.get()));
    }
    target.ifPresent(keys::add);
    if (KmsKey.Name.isAwsManaged(arn.get().resource())) {
      target.ifPresent(key -> addManager(key, new FieldValue(AWS, entry.arn().location())));
    }
    Alias alias = new Alias(target, entry.arn().location());
    Alias first = aliases.computeIfAbsent(arn.get(), each -> alias);
    if (!first.key().equals(target)) {
      check.reportConflict(
          "two keys for " + quote(arn.get().toString()), alias.place(), first.place());
    }
  }

  /** Targets of aliases are key ids. */
  private static String keyArn(Arn alias, String target) {
    return Arn.parse(target).isPresent() ? target : alias.withResource(KEY + target).toString();
  }

  private void add(Entry.Key entry, boolean complete) {
    Optional<Arn> arn = check.arnOfKms(entry.name(), KEY);
    if (arn.isEmpty()) {
      return;
    }
    if (complete) {
      completeKeys.add(Place.of(arn.get()));
    }
    keys.add(arn.get());
    entry.manager().ifPresent(manager -> addManager(arn.get(), manager));
    entry.state().ifPresent(state -> keepFirst("states", states, arn.get(), state));
    Set<Arn> family = new HashSet<>();
    entry.related().forEach(each -> check.arnOfKms(each, KEY).ifPresent(family::add));
    if (!family.isEmpty()) {
      family.add(arn.get());
      family.forEach(
          each -> families.computeIfAbsent(familyOf(each), key -> new HashSet<>()).addAll(family));
    }
  }

  private void addManager(Arn key, FieldValue manager) {
    keepFirst("managers", managers, key, manager);
    if (manager.text().equals(AWS)) {
      awsManaged.add(key);
    }
  }

  private void keepFirst(String what, Map<Arn, FieldValue> firstByKey, Arn key, FieldValue value) {
    FieldValue first = firstByKey.computeIfAbsent(key, each -> value);
    if (!first.text().equals(value.text())) {
      check.reportConflict(
          "two "
              + what
              + " for "
              + quote(key.toString())
              + ": "
              + quote(value.text())
              + " and "
              + quote(first.text()),
          value.location(),
          first.location());
    }
  }

  /** The keys of a family differ in their Regions only. */
  private static Arn familyOf(Arn key) {
    return key.within("", key.account());
  }

  /** Returns what is known of {@code thing} if {@code claim} is right. */
  KeyStatus status(KeyClaim claim, Arn thing) {
    if (claim.key().isEmpty()) {
      return claim.unnamed();
    }
    if (claim.key().get().isAwsManaged()) {
      return new KeyStatus.AwsManaged();
    }
    KmsKey key = resolved(claim.key().get().within(thing));
    return key instanceof KmsKey.ById byId && awsManaged.contains(byId.arn())
        ? new KeyStatus.AwsManaged()
        : new KeyStatus.CustomerKey(key);
  }

  /**
   * Reports two claims for one thing if they are of different keys.
   *
   * @param id its ARN, or its name
   */
  void reportConflict(KeyClaim first, KeyClaim second, String id) {
    if (!areOne(first, second, id)) {
      report(first, second, id);
    }
  }

  /** Reports two claims for one thing that are of different keys. */
  void report(KeyClaim first, KeyClaim second, String id) {
    check.reportConflict(
        "two keys for " + quote(id) + ": " + second.words() + " and " + first.words(),
        second.place().orElseThrow(),
        first.place().orElseThrow());
  }

  /**
   * Returns {@code true} if two claims for one thing are of the same key, or may be.
   *
   * @param id its ARN, or its name; what has no place is where one of the keys is, or anywhere
   */
  boolean areOne(KeyClaim first, KeyClaim second, String id) {
    Optional<Arn> known = Arn.parse(id);
    if (known.isPresent()) {
      return areOne(first, second, known.get());
    }
    Arn nowhere = new Arn("aws", "s3", "", "", id);
    Arn placed = placed(nowhere, List.of(first, second));
    return areOne(first, second, placed)
        || placed.equals(nowhere)
            && aliases.keySet().stream()
                .map(alias -> alias.withResource(id))
                .distinct()
                .anyMatch(thing -> areOne(first, second, thing));
  }

  private boolean areOne(KeyClaim first, KeyClaim second, Arn thing) {
    return status(first, thing).equals(status(second, thing));
  }

  /** Returns {@code thing} where one of the claimed keys is, if nothing else says where. */
  static Arn placed(Arn thing, List<KeyClaim> claims) {
    return claims.stream()
        .flatMap(claim -> claim.key().stream())
        .flatMap(key -> key.place().stream())
        .filter(key -> thing.region().isEmpty())
        .findFirst()
        .map(
            key ->
                new Arn(
                    key.partition(),
                    thing.service(),
                    key.region(),
                    key.account(),
                    thing.resource()))
        .orElse(thing);
  }

  /** The key itself, where it is known which one an alias means. */
  private KmsKey resolved(KmsKey key) {
    return key instanceof KmsKey.ByAlias alias && aliases.containsKey(alias.arn())
        ? aliases.get(alias.arn()).key().<KmsKey>map(KmsKey.ById::new).orElse(key)
        : key;
  }

  /**
   * Returns {@code true} if a multi-Region key is known to have no replica where {@code key} is.
   */
  boolean hasNoReplica(KmsKey key) {
    return key instanceof KmsKey.ById byId
        && Optional.ofNullable(families.get(familyOf(byId.arn())))
            .filter(family -> !family.contains(byId.arn()))
            .isPresent();
  }

  /** Returns {@code true} if a complete listing of the place of {@code key} does not have it. */
  boolean isMissing(KmsKey key) {
    if (key instanceof KmsKey.ByAlias alias) {
      return completeAliases.contains(Place.of(alias.arn())) && !aliases.containsKey(alias.arn());
    }
    return completeKeys.contains(Place.of(key.resource())) && !keys.contains(key.resource());
  }

  /** Returns the alias that {@code missing} was perhaps meant to be. */
  Optional<String> nearest(KmsKey.ByAlias missing) {
    return spellings
        .computeIfAbsent(
            Place.of(missing.arn()),
            place ->
                new Spelling(
                    aliases.keySet().stream()
                        .filter(alias -> Place.of(alias).equals(place))
                        .map(Arn::resource)
                        .toList()))
        .nearest(missing.alias());
  }

  /** Returns the state of a key that nothing can be decrypted with. */
  Optional<FieldValue> unusableState(KmsKey key) {
    return Optional.ofNullable(states.get(key.resource()))
        .filter(state -> !USABLE.contains(state.text()));
  }
}
