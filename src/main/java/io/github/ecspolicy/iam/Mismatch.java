package io.github.ecspolicy.iam;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Why an element of a statement does not apply to a request, or may not. */
public sealed interface Mismatch {

  /** NO if the element does not apply, UNKNOWN if only the live call can tell. */
  Match match();

  /** The condition keys whose values would tell; none if {@link #match} is NO. */
  SortedSet<String> unknownKeys();

  /**
   * The action.
   *
   * @param excluded whether {@code NotAction} leaves it out
   * @param pattern what leaves it out, or the listed action that is nearest
   */
  record OfAction(boolean excluded, String pattern) implements Mismatch {
    @Override
    public Match match() {
      return Match.NO;
    }

    @Override
    public SortedSet<String> unknownKeys() {
      return ConditionKeys.NONE;
    }
  }

  /**
   * The resource.
   *
   * @param excluded whether {@code NotResource} leaves it out
   * @param pattern what leaves it out, or the listed resource that is nearest
   * @param segment the first part of the ARN that differs; empty if none does or one is no ARN
   * @param wanted this part of the pattern, or all of it
   * @param had this part of the request's resource, or all of it
   */
  record OfResource(
      Match match,
      boolean excluded,
      String pattern,
      Optional<ArnSegment> segment,
      String wanted,
      String had,
      SortedSet<String> unknownKeys)
      implements Mismatch {}

  /**
   * The resource, which a statement of a key policy has to name: "If either of the required
   * Resource or Action elements are missing from a key policy statement, the policy statement has
   * no effect."
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html">PutKeyPolicy</a>
   */
  record OfResourceNotSaid() implements Mismatch {
    @Override
    public Match match() {
      return Match.NO;
    }

    @Override
    public SortedSet<String> unknownKeys() {
      return ConditionKeys.NONE;
    }
  }

  /**
   * A condition.
   *
   * @param had the values of the key; none if it is absent or unknown
   */
  record OfCondition(
      Match match,
      Condition condition,
      Cause cause,
      List<String> had,
      SortedSet<String> unknownKeys)
      implements Mismatch {}

  /** How a condition fails. */
  enum Cause {
    /** The request has the key with another value. */
    VALUE,
    /** The request does not have the key; UNKNOWN where AWS says two things of that. */
    KEY_ABSENT,
    /** The request has the key, and {@code Null} wants it absent. */
    KEY_PRESENT,
    /** The request does not say whether it has the key. */
    KEY_UNKNOWN,
    /** A variable in the wanted value stands for a key that the request does not say. */
    VARIABLE_UNKNOWN,
    /** The key has several values, and the operator is not made for them. */
    SEVERAL_VALUES
  }

  /** The principal of a statement of a resource-based policy. */
  record OfPrincipal(Match match, Principals principals) implements Mismatch {
    @Override
    public SortedSet<String> unknownKeys() {
      return ConditionKeys.NONE;
    }
  }
}
