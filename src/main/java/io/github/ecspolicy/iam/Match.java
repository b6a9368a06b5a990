package io.github.ecspolicy.iam;

/** Whether something applies to a request, as far as the request says. */
public enum Match {
  YES,
  NO,
  /** Only the live call can tell. */
  UNKNOWN;

  static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : this;
  }

  Match or(Match other) {
    return not().and(other.not()).not();
  }

  Match not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
