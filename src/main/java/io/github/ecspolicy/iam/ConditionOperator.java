package io.github.ecspolicy.iam;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A condition operator as it stands in a policy, for example {@code
 * ForAnyValue:StringEqualsIfExists}.
 *
 * <p>{@link #parse} and {@link #toString} are inverses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 *     JSON policy elements: Condition operators</a>
 */
public record ConditionOperator(Quantifier quantifier, Comparison comparison, boolean ifExists) {

  private static final String IF_EXISTS = "IfExists";

  /**
   * How the values of a multivalued context key are put together.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Set
   *     operators for multivalued context keys</a>
   */
  public enum Quantifier {
    NONE(""),
    FOR_ANY_VALUE("ForAnyValue:"),
    FOR_ALL_VALUES("ForAllValues:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  public ConditionOperator {
    Objects.requireNonNull(quantifier, "quantifier");
    Objects.requireNonNull(comparison, "comparison");
    if (comparison == Comparison.NULL && (ifExists || quantifier != Quantifier.NONE)) {
      throw new IllegalArgumentException("`Null` takes neither `IfExists` nor a set operator");
    }
  }

  /** The comparison alone, for single-valued keys. */
  public static ConditionOperator of(Comparison comparison) {
    return new ConditionOperator(Quantifier.NONE, comparison, false);
  }

  /** The operator that {@code text} names, or nothing if IAM has no such operator. */
  public static Optional<ConditionOperator> parse(String text) {
    Quantifier quantifier =
        Arrays.stream(Quantifier.values())
            .filter(q -> q != Quantifier.NONE && text.startsWith(q.prefix))
            .findFirst()
            .orElse(Quantifier.NONE);
    String rest = text.substring(quantifier.prefix.length());
    boolean ifExists = rest.endsWith(IF_EXISTS);
    String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
    return Comparison.parse(name)
        .filter(
            comparison ->
                comparison != Comparison.NULL || (!ifExists && quantifier == Quantifier.NONE))
        .map(comparison -> new ConditionOperator(quantifier, comparison, ifExists));
  }

  /**
   * Whether a condition with this operator holds when the request does not have the key. Of {@code
   * ForAnyValue} with {@code IfExists} AWS says both: "If the key is not present, evaluate the
   * condition element as true" and "For no matching context key or if the key does not exist, the
   * condition returns false".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists">...IfExists
   *     condition operators</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Set
   *     operators for multivalued context keys</a>
   */
  Match matchWhenAbsent() {
    return switch (quantifier) {
      case NONE -> Match.of(ifExists || comparison.isNegated());
      case FOR_ANY_VALUE -> ifExists ? Match.UNKNOWN : Match.NO;
      case FOR_ALL_VALUES -> Match.YES;
    };
  }

  @Override
  public String toString() {
    return quantifier.prefix + comparison + (ifExists ? IF_EXISTS : "");
  }
}
