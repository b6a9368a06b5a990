package io.github.ecspolicy.iam;

import java.util.function.Predicate;

/**
 * A text of a policy after its variables were replaced.
 *
 * @param pattern in the syntax of {@link Glob}; a {@code *} stands for each unknown variable
 * @param known YES if every variable has a value, NO if one has none, UNKNOWN if one has a value
 *     that the request does not say
 */
record ExpandedText(String pattern, Match known) {

  static final ExpandedText EMPTY = new ExpandedText("", Match.YES);
  static final ExpandedText UNKNOWN = new ExpandedText("*", Match.UNKNOWN);
  static final ExpandedText WITHOUT_VALUE = new ExpandedText("", Match.NO);

  static ExpandedText exactly(String text) {
    return new ExpandedText(Glob.escape(text), Match.YES);
  }

  ExpandedText plusPattern(String more) {
    return new ExpandedText(pattern + more, known);
  }

  ExpandedText plus(ExpandedText more) {
    return new ExpandedText(pattern + more.pattern, known.and(more.known));
  }

  /**
   * Whether {@code value} matches, by {@code test} when the pattern is fully known. A variable
   * without a value matches nothing; one with an unknown value may take any that fits.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value">Policy
   *     variables with no value</a>
   */
  Match matches(String value, Predicate<String> test) {
    return switch (known) {
      case YES -> Match.of(test.test(pattern));
      case NO -> Match.NO;
      case UNKNOWN -> new Glob(pattern).matchesIgnoreCase(value) ? Match.UNKNOWN : Match.NO;
    };
  }
}
