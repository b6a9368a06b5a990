package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.inventory.Entry;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of maps that are written by hand, which cannot name two keys by one pattern. */
final class WrittenRules {
  /** Stands for any Region, or none. */
  private static final String ANY = "*";

  /**
   * How many patterns may be alike up to their first wildcard: a name that starts so is compared
   * with each of them.
   */
  static final int MOST_ALIKE = 1000;

  private final KnownKeys keys;
  private final ListingCheck check;
  private final List<Rule> rules = new ArrayList<>();

  /** The first rule of each pattern, and of each pattern and Region. */
  private final Map<String, KeyClaim> first = new HashMap<>();

  /** How many patterns with wildcards there are of each start. */
  private final Map<String, Integer> alike = new HashMap<>();

  WrittenRules(KnownKeys keys, ListingCheck check) {
    this.keys = keys;
    this.check = check;
  }

  /** Returns the rules in the order given. */
  List<Rule> all() {
    return List.copyOf(rules);
  }

  void add(Entry.Rule entry) {
    check
        .keyOf(entry)
        .map(
            key ->
                new Rule(
                    Optional.of(entry.of()),
                    entry.name().text(),
                    key,
                    Optional.of(entry.name().location())))
        .ifPresent(
            rule -> {
              compare(rule, entry.of() + " " + rule.uniform() + " ");
              if (rule.isLiteral() || isComparable(rule, entry)) {
                rules.add(rule);
              }
            });
  }

  private boolean isComparable(Rule rule, Entry.Rule entry) {
    String start = rule.start();
    int count = alike.merge(entry.of() + " " + start, 1, Integer::sum);
    if (count == MOST_ALIKE + 1) {
      check.reportTooMany(entry.name(), start, MOST_ALIKE);
    }
    return count <= MOST_ALIKE;
  }

  /** The same name may have a key in each Region; a key without one contradicts those of all. */
  private void compare(Rule rule, String pattern) {
    KeyClaim claim = KeyClaim.of(rule);
    String region = pattern + rule.key().place().map(Arn::region).orElse("");
    List<String> others =
        region.equals(pattern) ? List.of(pattern + ANY) : List.of(region, pattern);
    others.stream()
        .flatMap(each -> Optional.ofNullable(first.get(each)).stream())
        .filter(other -> !keys.areOne(other, claim, rule.pattern()))
        .findFirst()
        .ifPresent(other -> keys.report(other, claim, rule.pattern()));
    first.putIfAbsent(region, claim);
    first.putIfAbsent(pattern + ANY, claim);
  }
}
