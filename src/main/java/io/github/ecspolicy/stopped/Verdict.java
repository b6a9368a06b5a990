package io.github.ecspolicy.stopped;

import java.util.Locale;

/** Whether a permission of the task execution role is what a stopped task lacks. */
public enum Verdict {
  /** The execution role, or its permissions boundary, does not allow a call. */
  PERMISSION,
  /** Another policy does not let the execution role do it, or does not let ECS assume it. */
  OTHER_POLICY,
  /** Somebody else made the call. */
  OTHER_ROLE,
  /** No policy is the reason. */
  NOT_IAM,
  /** The text says where the reason stands, and not the reason itself. */
  ELSEWHERE,
  /** Nothing is wrong. */
  FINE,
  /** Nobody knows this text. */
  NOT_RECOGNISED;

  /** Returns the word that the output has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
