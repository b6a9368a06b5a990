package io.github.ecspolicy.iam;

import java.util.List;
import java.util.Objects;
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
      return Match.of(operator.holdsWhenAbsent());
    }
    Stream<Match> matches = requested.stream().map(value -> matchesOne(value, context));
    return switch (operator.quantifier()) {
      case NONE ->
          requested.size() == 1
              ? matchesOne(requested.get(0), context)
              : withoutSetOperator(matches);
      case FOR_ANY_VALUE -> matches.reduce(Match.NO, Match::or);
      case FOR_ALL_VALUES ->
          isNullDataset(requested) ? Match.YES : matches.reduce(Match.YES, Match::and);
    };
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

  // "if the context key value resolves to a null dataset, such as an empty string"
  private static boolean isNullDataset(List<String> requested) {
    return requested.stream().allMatch(String::isEmpty);
  }
}
