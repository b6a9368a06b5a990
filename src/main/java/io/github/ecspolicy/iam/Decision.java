package io.github.ecspolicy.iam;

/**
 * The answer to one {@link AccessRequest}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public enum Decision {
  /** Some statement allows the call and none denies it. */
  ALLOWED,

  /**
   * The answer depends on a global {@code aws:} condition key that the request does not say, or on
   * what several values of one key mean to an operator that is not made for them.
   */
  CONDITIONAL,

  /** No statement allows the call and none denies it. */
  IMPLICITLY_DENIED,

  /** Some statement denies the call, whatever the others say. */
  EXPLICITLY_DENIED
}
