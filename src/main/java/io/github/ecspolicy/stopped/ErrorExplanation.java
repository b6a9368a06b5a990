package io.github.ecspolicy.stopped;

import io.github.ecspolicy.iam.PolicyDocument;
import java.util.List;
import java.util.Optional;

/**
 * What one error is about.
 *
 * @param code the stable word for it
 * @param verdict whether a permission of the execution role is missing
 * @param message what is wrong
 * @param origins the tasks and containers that have it, where the document tells
 * @param caller whose call it is
 * @param action the call; empty where the text names none
 * @param resource what for, as the text names it
 * @param statements that are missing; without any if none helps or the text does not tell enough
 * @param recipient of the statements; empty if there are none
 * @param steps what to do about it
 * @param source the page that tells of it
 */
public record ErrorExplanation(
    String code,
    Verdict verdict,
    String message,
    List<String> origins,
    Caller caller,
    Optional<String> action,
    Optional<String> resource,
    PolicyDocument statements,
    Optional<Recipient> recipient,
    List<Step> steps,
    String source) {
  public ErrorExplanation {
    origins = List.copyOf(origins);
    steps = List.copyOf(steps);
    if (recipient.isEmpty() != statements.statements().isEmpty()) {
      throw new IllegalArgumentException("statements are for something");
    }
  }

  /** Returns the same error for more tasks and containers. */
  ErrorExplanation withOrigins(List<String> all) {
    return new ErrorExplanation(
        code,
        verdict,
        message,
        all,
        caller,
        action,
        resource,
        statements,
        recipient,
        steps,
        source);
  }
}
