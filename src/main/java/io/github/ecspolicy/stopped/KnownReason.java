package io.github.ecspolicy.stopped;

import io.github.ecspolicy.iam.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reason why tasks do not start, and what AWS says of it. Its sentences are {@link Wording}
 * templates.
 *
 * @param code the stable word for it
 * @param verdict whether a permission of the execution role is missing
 * @param texts what the messages of AWS hold; any of them is enough
 * @param actions the calls that it is said of, {@code *} and {@code ?} being wildcards; all if
 *     empty
 * @param stages what ECS was doing; anything if empty
 * @param isWeak whether it only counts where nothing else is found, since the messages of other
 *     reasons hold the same text
 * @param recipient of the statement that mends it; empty if none does
 * @param message what is wrong
 * @param steps what to do about it
 * @param source the page that tells of it
 */
record KnownReason(
    String code,
    Verdict verdict,
    List<Phrase> texts,
    List<String> actions,
    List<String> stages,
    boolean isWeak,
    Optional<Recipient> recipient,
    String message,
    List<Step> steps,
    String source) {
  KnownReason {
    texts = List.copyOf(texts);
    actions = List.copyOf(actions);
    stages = List.copyOf(stages);
    steps = List.copyOf(steps);
  }

  /**
   * Whether it can be said of a call, or of a message that names none.
   *
   * @param action the call; empty if none is named
   * @param stage what ECS was doing, by its name
   */
  boolean appliesTo(String action, Optional<String> stage) {
    String folded = action.toLowerCase(Locale.ROOT);
    boolean isOfAction =
        actions.isEmpty()
            || actions.stream()
                .map(each -> new Glob(each.toLowerCase(Locale.ROOT)))
                .anyMatch(each -> each.matches(folded));
    return isOfAction && (stages.isEmpty() || stage.filter(stages::contains).isPresent());
  }

  /** Returns where {@code text} says so, or empty if it does not. */
  Optional<Phrase.Found> in(ReasonText text) {
    return texts.stream().flatMap(phrase -> phrase.in(text).stream()).findFirst();
  }
}
