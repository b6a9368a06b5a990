package io.github.ecspolicy.iam;

/**
 * The answer to one {@link AccessRequest}, the best for the caller first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public enum Decision {
  /** Some statement allows the call and none denies it. */
  ALLOWED,

  /**
   * The answer depends on what only the live call tells: on a condition key that the request does
   * not say, like a global {@code aws:} key or a tag; on a policy that nobody has shown; or on what
   * AWS does not document, like several values of one key to an operator that is not made for them.
   */
  CONDITIONAL,

  /** No statement allows the call and none denies it. */
  IMPLICITLY_DENIED,

  /** Some statement denies the call, whatever the others say. */
  EXPLICITLY_DENIED
}
