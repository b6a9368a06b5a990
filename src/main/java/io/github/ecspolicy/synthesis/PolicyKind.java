package io.github.ecspolicy.synthesis;

/**
 * How a policy is attached to its role, and how long it may be.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">quotas</a>
 */
public enum PolicyKind {
  /** Part of the role; the quota is for all inline policies of a role together. */
  INLINE(10_240),
  /** A policy of its own that is attached to the role; the quota is for each. */
  MANAGED(6_144);

  private static final int NEAR_PERCENT = 90;

  private final int quota;

  PolicyKind(int quota) {
    this.quota = quota;
  }

  /** Returns the most characters IAM accepts, white space not counted. */
  public int quota() {
    return quota;
  }

  /** Returns {@code true} if {@code size} characters are at least 90 % of the quota. */
  public boolean isNear(int size) {
    return size * 100L >= (long) quota * NEAR_PERCENT;
  }
}
