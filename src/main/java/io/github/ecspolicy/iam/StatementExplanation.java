package io.github.ecspolicy.iam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How one statement bears on a request.
 *
 * @param match whether all elements of the statement apply
 * @param mismatches one for each element that does not apply or may not; none if all do
 */
public record StatementExplanation(
    Place place, Statement statement, Match match, List<Mismatch> mismatches) {

  /**
   * Where a statement stands among the policies that were asked.
   *
   * @param policy which of the policies of its type, counted from 0 in their order
   * @param statement which of the policy's statements, counted from 0
   */
  public record Place(PolicyType type, int policy, int statement) {

    public Place {
      Objects.requireNonNull(type, "type");
    }
  }

  public StatementExplanation {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(statement, "statement");
    mismatches = List.copyOf(mismatches);
  }

  /** The condition keys that decide whether the statement applies; none if that is certain. */
  public SortedSet<String> unknownKeys() {
    SortedSet<String> keys = new TreeSet<>();
    if (match == Match.UNKNOWN) {
      mismatches.forEach(mismatch -> keys.addAll(mismatch.unknownKeys()));
    }
    return Collections.unmodifiableSortedSet(keys);
  }

  static StatementExplanation of(
      Place place, Statement statement, AccessRequest request, RequestContext context) {
    return of(place, statement, mismatches(statement, request, context));
  }

  static StatementExplanation of(Place place, Statement statement, List<Mismatch> mismatches) {
    Match match = mismatches.stream().map(Mismatch::match).reduce(Match.YES, Match::and);
    return new StatementExplanation(place, statement, match, mismatches);
  }

  static List<Mismatch> mismatches(
      Statement statement, AccessRequest request, RequestContext context) {
    List<Mismatch> mismatches = new ArrayList<>();
    ofAction(statement.action(), request.action()).ifPresent(mismatches::add);
    ofResource(statement.resource(), request.resource(), context).ifPresent(mismatches::add);
    statement
        .conditions()
        .forEach(condition -> condition.mismatch(context).ifPresent(mismatches::add));
    return mismatches;
  }

  private static Optional<Mismatch> ofAction(Selection selection, String action) {
    Optional<String> listed =
        selection.patterns().stream()
            .filter(pattern -> new Glob(pattern).matchesIgnoreCase(action))
            .findFirst();
    if (selection.allBut()) {
      return listed.map(pattern -> new Mismatch.OfAction(true, pattern));
    }
    return listed.isPresent()
        ? Optional.empty()
        : Optional.of(new Mismatch.OfAction(false, nearestAction(selection, action)));
  }

  // the longest common beginning, so one of the same service if there is any
  private static String nearestAction(Selection selection, String action) {
    String wanted = action.toLowerCase(Locale.ROOT);
    return Collections.max(
        selection.patterns(),
        Comparator.comparingInt(pattern -> commonPrefix(pattern.toLowerCase(Locale.ROOT), wanted)));
  }

  private static int commonPrefix(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  private static Optional<Mismatch> ofResource(
      Selection selection, String resource, RequestContext context) {
    List<ResourcePattern> patterns =
        selection.patterns().stream().map(ResourcePattern::of).toList();
    Optional<ResourcePattern> matching = with(Match.YES, patterns, resource, context);
    if (selection.allBut() && matching.isPresent()) {
      return matching.map(pattern -> leftOut(Match.NO, pattern, resource, context));
    }
    if (!selection.allBut() && matching.isPresent()) {
      return Optional.empty();
    }
    Optional<ResourcePattern> possible = with(Match.UNKNOWN, patterns, resource, context);
    if (possible.isPresent()) {
      return possible.map(
          pattern ->
              selection.allBut()
                  ? leftOut(Match.UNKNOWN, pattern, resource, context)
                  : depending(pattern, resource, context));
    }
    return selection.allBut()
        ? Optional.empty()
        : Optional.of(nearest(patterns, resource, context));
  }

  private static Optional<ResourcePattern> with(
      Match match, List<ResourcePattern> patterns, String resource, RequestContext context) {
    return patterns.stream()
        .filter(pattern -> pattern.matches(resource, context) == match)
        .findFirst();
  }

  private static Mismatch leftOut(
      Match match, ResourcePattern pattern, String resource, RequestContext context) {
    SortedSet<String> unknown =
        match == Match.UNKNOWN ? pattern.unknownKeys(context) : ConditionKeys.NONE;
    return new Mismatch.OfResource(
        match, true, pattern.toString(), Optional.empty(), pattern.toString(), resource, unknown);
  }

  private static Mismatch depending(
      ResourcePattern pattern, String resource, RequestContext context) {
    return new Mismatch.OfResource(
        Match.UNKNOWN,
        false,
        pattern.toString(),
        Optional.empty(),
        pattern.toString(),
        resource,
        pattern.unknownKeys(context));
  }

  private static Mismatch nearest(
      List<ResourcePattern> patterns, String resource, RequestContext context) {
    ResourcePattern nearest =
        Collections.max(
            patterns, Comparator.comparing(pattern -> pattern.difference(resource, context)));
    ResourcePattern.Difference difference = nearest.difference(resource, context);
    return new Mismatch.OfResource(
        Match.NO,
        false,
        nearest.toString(),
        difference.segment(),
        difference.wanted(),
        difference.had(),
        ConditionKeys.NONE);
  }
}
