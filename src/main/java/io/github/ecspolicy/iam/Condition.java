package io.github.ecspolicy.iam;

import io.github.ecspolicy.iam.Mismatch.Cause;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of a statement's {@code Condition}: the operator, the condition key, and the values of
 * which one must match (for a negated operator: none may match).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html">IAM
 *     JSON policy elements: Condition</a>
 */
public record Condition(ConditionOperator operator, String key, List<String> values) {

  public Condition {
    Objects.requireNonNull(operator, "operator");
    values = List.copyOf(values);
    checkKey(key);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("condition key `" + key + "` has no values");
    }
  }

  static void checkKey(String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("a condition key is blank");
    }
  }

  /** Whether the condition holds for a request. */
  public Match test(AccessRequest request) {
    return test(RequestContext.of(request));
  }

  /**
   * Whether the condition holds for a request.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">Conditions
   *     with multiple context keys or values</a>
   */
  Match test(RequestContext context) {
    if (context.isUnknown(key)) {
      return Match.UNKNOWN;
    }
    List<String> requested = context.values(key);
    if (operator.comparison() == Comparison.NULL) {
      return matchesOne(String.valueOf(requested.isEmpty()), context);
    }
    if (requested.isEmpty()) {
      return operator.matchWhenAbsent();
    }
    Stream<Match> matches = requested.stream().map(value -> matchesOne(value, context));
    return switch (operator.quantifier()) {
      case NONE ->
          requested.size() == 1
              ? matchesOne(requested.get(0), context)
              : withoutSetOperator(matches);
      case FOR_ANY_VALUE ->
          isNullDataset(requested) ? Match.NO : matches.reduce(Match.NO, Match::or);
      case FOR_ALL_VALUES ->
          isNullDataset(requested) ? Match.YES : matches.reduce(Match.YES, Match::and);
    };
  }

  /** Why the condition does not hold, or may not; nothing if it does. */
  Optional<Mismatch> mismatch(RequestContext context) {
    Match match = test(context);
    if (match == Match.YES) {
      return Optional.empty();
    }
    Cause cause = cause(match, context);
    SortedSet<String> unknown =
        switch (cause) {
          case KEY_UNKNOWN -> ConditionKeys.of(key);
          case VARIABLE_UNKNOWN -> unknownVariables(context);
          case VALUE, KEY_ABSENT, KEY_PRESENT, SEVERAL_VALUES -> ConditionKeys.NONE;
        };
    return Optional.of(new Mismatch.OfCondition(match, this, cause, context.values(key), unknown));
  }

  private Cause cause(Match match, RequestContext context) {
    if (context.isUnknown(key)) {
      return Cause.KEY_UNKNOWN;
    }
    List<String> requested = context.values(key);
    if (requested.isEmpty()) {
      return Cause.KEY_ABSENT;
    }
    if (operator.comparison() == Comparison.NULL) {
      return Cause.KEY_PRESENT;
    }
    if (match == Match.NO) {
      return Cause.VALUE;
    }
    return unknownVariables(context).isEmpty() ? Cause.SEVERAL_VALUES : Cause.VARIABLE_UNKNOWN;
  }

  private SortedSet<String> unknownVariables(RequestContext context) {
    return ConditionKeys.sorted(
        values.stream()
            .flatMap(value -> context.unknownVariables(value).stream())
            .collect(Collectors.toSet()));
  }

  private Match matchesOne(String requestValue, RequestContext context) {
    Match match =
        values.stream()
            .map(value -> operator.comparison().matches(value, requestValue, context))
            .reduce(Match.NO, Match::or);
    return operator.comparison().isNegated() ? match.not() : match;
  }

  // AWS requires a set operator for several values and does not say what happens without;
  // only that a value which is not there cannot match is clear
  private Match withoutSetOperator(Stream<Match> matches) {
    boolean certain = !operator.comparison().isNegated() && matches.allMatch(Match.NO::equals);
    return certain ? Match.NO : Match.UNKNOWN;
  }

  // "If the key values in the request resolve to an empty data set (for example, an empty string),
  // a condition operator modified by ForAllValues returns true, and a condition operator modified
  // by ForAnyValue returns false."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  private static boolean isNullDataset(List<String> requested) {
    return requested.stream().allMatch(String::isEmpty);
  }
}
