package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.inventory.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Terraform is going to make or to change, by its name: it may have no ARN yet, and the key
 * that it will be under may be one that is not there yet either.
 */
final class PlannedThings {
  private final ListingCheck check;
  private final Map<Id, List<Planned>> byName = new HashMap<>();

  private record Id(Entry.Kind kind, String name) {}

  /** The key that a thing will be under, or nothing where only the run tells. */
  private record Planned(
      Optional<String> region, Optional<String> account, Optional<KeyClaim> claim, String address) {

    /** What has no place may be anywhere; objects are where their bucket is. */
    boolean mayBe(Arn thing) {
      return region.filter(each -> isOther(each, thing.region())).isEmpty()
          && account.filter(each -> isOther(each, thing.account())).isEmpty();
    }

    private static boolean isOther(String place, String other) {
      return !other.isEmpty() && !place.equals(other);
    }
  }

  PlannedThings(ListingCheck check) {
    this.check = check;
  }

  void add(Entry.Planned entry) {
    Optional<KeyClaim> claim = entry.keyId().flatMap(check::claim);
    if (entry.keyId().isEmpty() || claim.isPresent()) {
      String name = entry.name().text();
      boolean isAbsolute = entry.of() == Entry.Kind.PARAMETERS && name.startsWith("/");
      byName
          .computeIfAbsent(
              new Id(entry.of(), isAbsolute ? name.substring(1) : name), id -> new ArrayList<>())
          .add(new Planned(entry.region(), entry.account(), claim, entry.address()));
    }
  }

  private Stream<Planned> of(Arn thing) {
    ThingNames names = ThingNames.of(thing);
    return names.own().stream()
        .flatMap(name -> byName.getOrDefault(new Id(names.kind(), name), List.of()).stream())
        .filter(planned -> planned.mayBe(thing));
  }

  /** Returns {@code true} if {@code thing} is going to be made. */
  boolean has(Arn thing) {
    return of(thing).findAny().isPresent();
  }

  /** Returns what is said of the key of {@code thing}, if one thing is said. */
  Optional<KeyClaim> claim(Arn thing) {
    if (byName.isEmpty()) {
      return Optional.empty();
    }
    Set<Optional<String>> words =
        of(thing)
            .map(planned -> planned.claim().map(KeyClaim::words))
            .collect(Collectors.toUnmodifiableSet());
    return words.size() == 1
        ? of(thing).flatMap(planned -> planned.claim().stream()).findFirst()
        : Optional.empty();
  }

  /** Returns the address of what makes {@code thing}, if its key is not told. */
  Optional<String> keyToldByRun(Arn thing) {
    if (byName.isEmpty()) {
      return Optional.empty();
    }
    return claim(thing).isPresent()
        ? Optional.empty()
        : of(thing).map(Planned::address).findFirst();
  }

  /** Returns the names of what will be, or may be, in one place. */
  Stream<String> namesAt(Entry.Kind kind, Place place) {
    Arn there = new Arn("aws", place.service(), place.region(), place.account(), "");
    return byName.entrySet().stream()
        .filter(each -> each.getKey().kind() == kind)
        .filter(each -> each.getValue().stream().anyMatch(planned -> planned.mayBe(there)))
        .map(each -> each.getKey().name());
  }
}
