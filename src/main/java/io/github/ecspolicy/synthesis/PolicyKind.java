package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import java.util.List;
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
  private static final int ATTACHED = 10;

  /** How many managed policies a role takes when the quota is raised as far as it goes. */
  public static final int ATTACHED_AT_MOST = 20;

  private final int quota;

  PolicyKind(int quota) {
    this.quota = quota;
  }

  /** Returns the most characters IAM accepts, white space not counted. */
  public int quota() {
    return quota;
  }

  /**
   * Returns what to say about the length of a policy, without advice if it is over the quota:
   * nothing as long as it is below 90 % of it.
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
            ? Diagnostic.of(DiagnosticCode.POLICY_OVER_QUOTA, length)
            : Diagnostic.of(DiagnosticCode.POLICY_NEAR_QUOTA, length).withHint(nearHint()));
  }

  /**
   * Returns what to say about a policy that is split, without advice unless it is near the quota of
   * characters: whether all parts fit beside each other.
   *
   * @param whose the role, as in "the policy of `x`"; may be empty
   * @param sizes of the parts, in characters, white space not counted; each is within the quota
   */
  public Optional<Diagnostic> partsProblem(String whose, List<Integer> sizes) {
    return switch (this) {
      // The quota is for all inline policies of a role together.
      case INLINE -> quotaProblem(whose, sizes.stream().mapToInt(Integer::intValue).sum());
      case MANAGED -> attachmentsProblem(whose, sizes.size());
    };
  }

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  private static Optional<Diagnostic> attachmentsProblem(String whose, int parts) {
    if (parts <= ATTACHED) {
      return Optional.empty();
    }
    String number =
        "the policy" + whose + " is split into " + parts + " managed policies, a role takes ";
    return Optional.of(
        parts > ATTACHED_AT_MOST
            ? Diagnostic.of(
                DiagnosticCode.POLICY_OVER_QUOTA, number + ATTACHED_AT_MOST + " at most")
            : Diagnostic.of(
                DiagnosticCode.POLICY_NEAR_QUOTA,
                number + ATTACHED + " unless the quota is raised"));
  }

  /**
   * Returns what to say about a policy with a statement that not even a document of its own has
   * room for.
   *
   * @param whose the role, as in "the policy of `x`"; may be empty
   */
  public Diagnostic statementProblem(String whose) {
    return Diagnostic.of(
        DiagnosticCode.POLICY_OVER_QUOTA,
        "a statement of the policy"
            + whose
            + " is too long even with a single resource, IAM accepts "
            + quota
            + " characters");
  }

  private String nearHint() {
    return switch (this) {
      case INLINE -> "all inline policies of the role count together";
      case MANAGED -> "the next references may not fit any more";
    };
  }
}
