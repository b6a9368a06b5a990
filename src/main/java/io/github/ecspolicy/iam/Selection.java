package io.github.ecspolicy.iam;

import java.util.List;

/**
 * What a statement picks out: what its {@code Action} or {@code Resource} lists, or all but what
 * its {@code NotAction} or {@code NotResource} lists.
 *
 * @param allBut whether the patterns are what is left out
 * @param patterns in the order in which they are written; none only in {@link #EVERYTHING}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html">IAM
 *     JSON policy elements: NotAction</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html">IAM
 *     JSON policy elements: NotResource</a>
 */
public record Selection(boolean allBut, List<String> patterns) {

  /**
   * All but nothing. It stands for an element that is not written: a trust policy has no {@code
   * Resource}, since the role is meant.
   */
  public static final Selection EVERYTHING = new Selection(true, List.of());

  public Selection {
    patterns = List.copyOf(patterns);
    if (!allBut && patterns.isEmpty()) {
      throw new IllegalArgumentException("an empty list picks out nothing");
    }
  }

  public static Selection of(List<String> patterns) {
    return new Selection(false, patterns);
  }

  public static Selection of(String... patterns) {
    return of(List.of(patterns));
  }

  public static Selection allBut(List<String> patterns) {
    return new Selection(true, patterns);
  }

  /** Whether a policy says it; {@link #EVERYTHING} is what none says. */
  public boolean isWritten() {
    return !patterns.isEmpty();
  }

  /** What is listed as picked out; nothing is where something is listed as left out. */
  List<String> listed() {
    return allBut ? List.of() : patterns;
  }
}
