package io.github.ecspolicy.stopped;

import java.util.Optional;

/**
 * What one text means, and what has to be known to put it beside what others mean.
 *
 * @param explanation what is said of it
 * @param call what the missing statement is for; without needs if there is none
 * @param isWeak whether it is said only where nothing else is
 */
record Finding(ErrorExplanation explanation, Optional<RefusedCall> call, boolean isWeak) {

  /** Whether it adds nothing beside the reasons of other texts. */
  boolean yieldsToOthers() {
    return switch (explanation.verdict()) {
      case FINE -> true;
      case ELSEWHERE -> isWeak;
      case PERMISSION, OTHER_POLICY, OTHER_ROLE, NOT_IAM, NOT_RECOGNISED -> false;
    };
  }
}
