package io.github.ecspolicy.iam;

/** What the statements of some policies say together. */
record Verdict(Match allowed, Match denied) {

  static final Verdict SILENCE = new Verdict(Match.NO, Match.NO);

  Verdict plus(Effect effect, Match match) {
    return switch (effect) {
      case ALLOW -> new Verdict(allowed.or(match), denied);
      case DENY -> new Verdict(allowed, denied.or(match));
    };
  }

  /**
   * An explicit deny overrides any allow, and without an allow the call is implicitly denied.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">How
   *     AWS enforcement code logic evaluates requests</a>
   */
  Decision decision() {
    if (denied == Match.YES) {
      return Decision.EXPLICITLY_DENIED;
    }
    return switch (allowed.and(denied.not())) {
      case YES -> Decision.ALLOWED;
      case UNKNOWN -> Decision.CONDITIONAL;
      case NO -> Decision.IMPLICITLY_DENIED;
    };
  }
}
