package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters, buckets or log groups of an inventory. A listing of old versions of the AWS CLI
 * has no ARNs, so that what it names may be anywhere.
 */
final class KnownThings {
  private final String type;
  private final KnownKeys keys;
  private final ListingCheck check;

  /** By ARN, or by name where the listing has no ARN. */
  private final Map<String, Listed> byId = new LinkedHashMap<>();

  /**
   * What is listed about one thing.
   *
   * @param type of a parameter, where it is told
   * @param claim what is said of its key
   */
  record Listed(Optional<FieldValue> type, Optional<KeyClaim> claim) {}

  /**
   * Knows nothing yet.
   *
   * @param type what stands in the ARN before the name
   */
  KnownThings(String type, KnownKeys keys, ListingCheck check) {
    this.type = type;
    this.keys = keys;
    this.check = check;
  }

  /** Adds what is listed about the thing with this ARN, or of this name. */
  void add(String id, Listed listed) {
    byId.merge(
        id,
        listed,
        (first, second) -> {
          reportConflict(first, second, id);
          return new Listed(first.type().or(second::type), first.claim().or(second::claim));
        });
  }

  private void reportConflict(Listed first, Listed second, String id) {
    if (hasTwoTypes(first, second)) {
      check.reportConflict(
          "two types for " + quote(id),
          second.type().orElseThrow().location(),
          first.type().orElseThrow().location());
    } else if (first.claim().isPresent() && second.claim().isPresent()) {
      keys.reportConflict(first.claim().get(), second.claim().get(), id);
    }
  }

  private static boolean hasTwoTypes(Listed first, Listed second) {
    return first.type().isPresent()
        && second.type().isPresent()
        && !first.type().get().text().equals(second.type().get().text());
  }

  private boolean isContradiction(Listed first, Listed second, String id) {
    return hasTwoTypes(first, second)
        || first.claim().isPresent()
            && second.claim().isPresent()
            && !keys.areOne(first.claim().get(), second.claim().get(), id);
  }

  /** Reports what is listed by its name unlike any thing of that name that is listed by its ARN. */
  void compareNamesWithArns() {
    Map<String, List<String>> arns = new HashMap<>();
    arns()
        .forEach(
            arn -> arns.computeIfAbsent(name(arn), name -> new ArrayList<>()).add(arn.toString()));
    byId.forEach(
        (id, listed) -> {
          List<String> same = arns.getOrDefault(id, List.of());
          if (!same.isEmpty()
              && same.stream().allMatch(arn -> isContradiction(byId.get(arn), listed, arn))) {
            reportConflict(byId.get(same.get(0)), listed, same.get(0));
          }
        });
  }

  private String name(Arn arn) {
    return arn.resource().substring(type.length());
  }

  /** Returns {@code true} if {@code thing}, or something of its name, is listed. */
  boolean has(Arn thing) {
    return byId.containsKey(thing.toString()) || byId.containsKey(name(thing));
  }

  /** Returns what is said of the key of {@code thing}. */
  Optional<KeyClaim> claim(Arn thing) {
    return claim(thing.toString()).or(() -> claim(name(thing)));
  }

  /** Returns what is said of the key of the thing that is listed under {@code id}. */
  Optional<KeyClaim> claim(String id) {
    return Optional.ofNullable(byId.get(id)).flatMap(Listed::claim);
  }

  /** Returns the ARNs of what is listed by its ARN. */
  Stream<Arn> arns() {
    return byId.keySet().stream().flatMap(id -> Arn.parse(id).stream());
  }

  /** Returns the names of what is listed by its name. */
  Stream<String> names() {
    return byId.keySet().stream().filter(id -> Arn.parse(id).isEmpty());
  }

  /** Returns the names of what is listed by its ARN in one place. */
  List<String> namesAt(Place place) {
    return arns().filter(arn -> Place.of(arn).equals(place)).map(this::name).toList();
  }
}
