package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import java.util.Optional;

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

  /**
   * Returns what to say about the length of a policy: nothing as long as it is below 90 % of the
   * quota.
   *
   * @param whose the role, as in "the policy of `x`"; may be empty
   * @param size in characters, white space not counted
   */
  public Optional<Diagnostic> quotaProblem(String whose, int size) {
    if (size * 100L < (long) quota * NEAR_PERCENT) {
      return Optional.empty();
    }
    String length = "the policy" + whose + " has " + size + " characters, IAM accepts " + quota;
    return Optional.of(
        size > quota
            ? Diagnostic.of(DiagnosticCode.POLICY_OVER_QUOTA, length).withHint(overHint())
            : Diagnostic.of(DiagnosticCode.POLICY_NEAR_QUOTA, length).withHint(nearHint()));
  }

  private String overHint() {
    return switch (this) {
      case INLINE -> "give the task definitions execution roles of their own";
      case MANAGED ->
          "give the task definitions execution roles of their own; an inline policy may have "
              + INLINE.quota
              + " characters";
    };
  }

  private String nearHint() {
    return switch (this) {
      case INLINE -> "all inline policies of the role count together";
      case MANAGED -> "the next references may not fit any more";
    };
  }
}
