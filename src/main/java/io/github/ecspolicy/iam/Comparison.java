package io.github.ecspolicy.iam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/**
 * IAM's comparisons, without set operators and {@code IfExists}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM
 *     JSON policy elements: Condition operators</a>
 */
public enum Comparison {
  STRING_EQUALS("StringEquals", Reading.EXACT, Comparison::sameText),
  STRING_NOT_EQUALS("StringNotEquals", STRING_EQUALS),
  STRING_EQUALS_IGNORE_CASE(
      "StringEqualsIgnoreCase", Reading.EXACT, Comparison::sameTextIgnoringCase),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", STRING_EQUALS_IGNORE_CASE),
  STRING_LIKE("StringLike", Reading.PATTERN, Comparison::sameText),
  STRING_NOT_LIKE("StringNotLike", STRING_LIKE),
  NUMERIC_EQUALS("NumericEquals", number(order -> order == 0)),
  NUMERIC_NOT_EQUALS("NumericNotEquals", NUMERIC_EQUALS),
  NUMERIC_LESS_THAN("NumericLessThan", number(order -> order < 0)),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", number(order -> order <= 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", number(order -> order > 0)),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", number(order -> order >= 0)),
  DATE_EQUALS("DateEquals", date(order -> order == 0)),
  DATE_NOT_EQUALS("DateNotEquals", DATE_EQUALS),
  DATE_LESS_THAN("DateLessThan", date(order -> order < 0)),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", date(order -> order <= 0)),
  DATE_GREATER_THAN("DateGreaterThan", date(order -> order > 0)),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", date(order -> order >= 0)),
  BOOL("Bool", Reading.EXACT, Comparison::sameBoolean),
  BINARY_EQUALS("BinaryEquals", Reading.PLAIN, Comparison::sameBytes),
  IP_ADDRESS("IpAddress", Reading.PLAIN, Comparison::inRange),
  NOT_IP_ADDRESS("NotIpAddress", IP_ADDRESS),
  // "The ArnEquals and ArnLike condition operators behave identically"
  ARN_EQUALS("ArnEquals", Reading.PATTERN, Comparison::sameArn),
  ARN_NOT_EQUALS("ArnNotEquals", ARN_EQUALS),
  ARN_LIKE("ArnLike", Reading.PATTERN, Comparison::sameArn),
  ARN_NOT_LIKE("ArnNotLike", ARN_LIKE),
  /** Compares with {@code true} if the key is absent, with {@code false} if it is present. */
  NULL("Null", Reading.PLAIN, Comparison::sameBoolean);

  /**
   * What a value of the policy may hold.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse">Where
   *     you can use policy variables</a>
   */
  private enum Reading {
    /** Neither variables nor wildcards. */
    PLAIN,
    /** Variables, but no wildcards. */
    EXACT,
    /** Variables and wildcards. */
    PATTERN
  }

  private final String text;
  private final boolean negated;
  private final Reading reading;
  private final BiPredicate<String, String> test;

  Comparison(String text, Reading reading, BiPredicate<String, String> test) {
    this.text = text;
    this.negated = false;
    this.reading = reading;
    this.test = test;
  }

  Comparison(String text, BiPredicate<String, String> test) {
    this(text, Reading.PLAIN, test);
  }

  Comparison(String text, Comparison opposite) {
    this.text = text;
    this.negated = true;
    this.reading = opposite.reading;
    this.test = opposite.test;
  }

  /** The comparison that IAM calls {@code text}. */
  public static Optional<Comparison> parse(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }

  /** Whether the comparison holds when no value matches. */
  public boolean isNegated() {
    return negated;
  }

  /** Whether values of the policy may hold variables and escapes. */
  boolean knowsVariables() {
    return reading != Reading.PLAIN;
  }

  /** IAM's name, for example {@code StringEquals}. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * Whether a value of the policy matches one of the request; negation is left to the caller, who
   * knows all the values.
   */
  Match matches(String policyValue, String requestValue, RequestContext context) {
    return switch (reading) {
      case PLAIN -> Match.of(test.test(policyValue, requestValue));
      case EXACT -> matches(context.expandExact(policyValue), requestValue);
      case PATTERN -> matches(context.expandPattern(policyValue), requestValue);
    };
  }

  private Match matches(ExpandedText policyValue, String requestValue) {
    return policyValue.matches(requestValue, pattern -> test.test(pattern, requestValue));
  }

  private static boolean sameText(String pattern, String value) {
    return new Glob(pattern).matches(value);
  }

  private static boolean sameTextIgnoringCase(String pattern, String value) {
    return new Glob(pattern).matchesIgnoreCase(value);
  }

  private static boolean sameArn(String pattern, String arn) {
    return ArnPattern.ofCondition(pattern).matches(arn);
  }

  private static boolean sameBoolean(String policyValue, String requestValue) {
    String value = requestValue.toLowerCase(Locale.ROOT);
    return (value.equals("true") || value.equals("false"))
        && policyValue.toLowerCase(Locale.ROOT).equals(value);
  }

  private static boolean sameBytes(String policyValue, String requestValue) {
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return Arrays.equals(decoder.decode(policyValue), decoder.decode(requestValue));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean inRange(String range, String address) {
    return IpRange.parse(range)
        .flatMap(outer -> IpRange.parse(address).map(outer::contains))
        .orElse(false);
  }

  // the order is that of the request's value against the policy's

  private static BiPredicate<String, String> number(IntPredicate order) {
    return (policyValue, requestValue) -> {
      try {
        return order.test(new BigDecimal(requestValue).compareTo(new BigDecimal(policyValue)));
      } catch (NumberFormatException e) {
        return false;
      }
    };
  }

  private static BiPredicate<String, String> date(IntPredicate order) {
    return (policyValue, requestValue) ->
        PointInTime.parse(policyValue)
            .flatMap(
                policy ->
                    PointInTime.parse(requestValue)
                        .map(time -> order.test(time.instant().compareTo(policy.instant()))))
            .orElse(false);
  }
}
