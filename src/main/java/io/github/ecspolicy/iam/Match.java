package io.github.ecspolicy.iam;

/** Whether an element of a statement applies to a request, as far as the request says. */
enum Match {
  YES,
  NO,
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
