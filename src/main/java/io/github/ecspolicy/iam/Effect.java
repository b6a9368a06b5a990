package io.github.ecspolicy.iam;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a statement does to the calls it matches.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html">IAM
 *     JSON policy elements: Effect</a>
 */
public enum Effect {
  ALLOW("Allow"),
  DENY("Deny");

  private final String text;

  Effect(String text) {
    this.text = text;
  }

  /** The effect written as {@code text}, which IAM compares case-sensitively. */
  public static Optional<Effect> parse(String text) {
    return Arrays.stream(values()).filter(effect -> effect.text.equals(text)).findFirst();
  }

  /** The word that stands in a policy: {@code Allow} or {@code Deny}. */
  @Override
  public String toString() {
    return text;
  }
}
