package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.inventory.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The secrets of an inventory. A replica is a secret of its own Region, of the same name and random
 * suffix.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html">
 *     multi-Region secrets</a>
 */
final class KnownSecrets {
  private static final String SECRET = "secret:";
  private static final String AWS_MANAGED = "alias/aws/secretsmanager";

  private final KnownKeys keys;
  private final ListingCheck check;
  private final Map<Arn, ListedSecret> byArn = new LinkedHashMap<>();

  /** By what the ARN would be without its random suffix. */
  private final Map<Arn, SameName> byName = new HashMap<>();

  KnownSecrets(KnownKeys keys, ListingCheck check) {
    this.keys = keys;
    this.check = check;
  }

  /** Adds a secret and its replicas, and returns its ARN if that is one. */
  Optional<Arn> add(Entry.Secret entry) {
    String name = entry.name().text();
    Optional<Arn> arn =
        check
            .arn(entry.arn(), SecretResolver.SERVICE, SECRET)
            .filter(each -> isOf(name, each) || isReported(name, entry.arn()));
    arn.ifPresent(
        own -> {
          SourceLocation place = entry.arn().location();
          add(
              new ListedSecret(
                  own, name, entry.deleted(), claim(entry.keyId(), place), true, place));
          entry.replicas().forEach(replica -> addReplica(replica, entry, own));
        });
    return arn;
  }

  private static boolean isOf(String name, Arn arn) {
    String full = arn.resource().substring(SECRET.length());
    return SecretName.isValid(full)
        && SecretName.isComplete(full)
        && SecretName.withoutSuffix(full).equals(name);
  }

  private boolean isReported(String name, FieldValue arn) {
    check.reportShape(arn, "the ARN of the secret " + quote(name) + " with its random suffix");
    return false;
  }

  private void addReplica(Entry.Replica replica, Entry.Secret entry, Arn primary) {
    SourceLocation place = replica.region().location();
    check
        .region(replica.region(), primary.partition())
        .map(region -> primary.within(region, primary.account()))
        .map(
            arn ->
                new ListedSecret(
                    arn,
                    entry.name().text(),
                    entry.deleted(),
                    claim(replica.keyId(), place),
                    false,
                    place))
        .ifPresent(this::add);
  }

  private KeyClaim claim(Optional<FieldValue> key, SourceLocation place) {
    return key.flatMap(check::claim).orElseGet(() -> KeyClaim.awsManaged(AWS_MANAGED, place));
  }

  /** What a secret says of itself counts more than what its primary says of it. */
  private void add(ListedSecret secret) {
    ListedSecret first = byArn.get(secret.arn());
    if (first == null) {
      put(secret);
    } else if (first.own() == secret.own()) {
      keys.reportConflict(first.claim(), secret.claim(), secret.arn().toString());
      put(first.deleted() ? first : secret);
    } else if (secret.own()) {
      put(secret);
    }
  }

  private void put(ListedSecret secret) {
    byArn.put(secret.arn(), secret);
    byName
        .computeIfAbsent(
            secret.arn().withResource(SECRET + secret.name()), arn -> new SameName(check))
        .put(secret);
  }

  /** Returns the secret of exactly this ARN, if it is known. */
  Optional<ListedSecret> secret(Arn arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /**
   * Returns the secret of this name, if it is known; of several those that are deleted do not
   * count.
   *
   * @param arn the ARN without the random suffix
   */
  Optional<ListedSecret> named(Arn arn) {
    return Optional.ofNullable(byName.get(arn)).flatMap(SameName::first);
  }

  /**
   * The secrets of one name in one place. Any number may be scheduled for deletion; one that is not
   * is the only one.
   */
  private record SameName(
      Map<Arn, ListedSecret> alive, Map<Arn, ListedSecret> deleted, ListingCheck check) {
    SameName(ListingCheck check) {
      this(new LinkedHashMap<>(), new LinkedHashMap<>(), check);
    }

    void put(ListedSecret secret) {
      alive.remove(secret.arn());
      deleted.remove(secret.arn());
      if (secret.deleted()) {
        deleted.put(secret.arn(), secret);
        return;
      }
      alive.values().stream()
          .findFirst()
          .ifPresent(
              first ->
                  check.reportConflict(
                      "two secrets of the name " + quote(secret.name()),
                      secret.place(),
                      first.place()));
      alive.put(secret.arn(), secret);
    }

    Optional<ListedSecret> first() {
      return Stream.concat(alive.values().stream(), deleted.values().stream()).findFirst();
    }
  }

  /** Returns all that are known. */
  Stream<ListedSecret> all() {
    return byArn.values().stream();
  }

  /** Returns all that are known in one place. */
  Stream<ListedSecret> at(Place place) {
    return byArn.values().stream().filter(secret -> Place.of(secret.arn()).equals(place));
  }
}
