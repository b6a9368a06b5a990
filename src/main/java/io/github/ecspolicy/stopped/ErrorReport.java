package io.github.ecspolicy.stopped;

import io.github.ecspolicy.iam.PolicyDocument;
import java.util.List;

/**
 * What a pasted text comes to.
 *
 * @param explanations each error once, in the order of the text
 * @param missing what to add to each role or boundary, once for all of its errors
 */
public record ErrorReport(List<ErrorExplanation> explanations, List<MissingPolicy> missing) {
  public ErrorReport {
    explanations = List.copyOf(explanations);
    missing = List.copyOf(missing);
  }

  /**
   * What is missing.
   *
   * @param recipient of the statements
   * @param caller whose role or boundary it is
   * @param policy the statements, as a document of their own
   */
  public record MissingPolicy(Recipient recipient, Caller caller, PolicyDocument policy) {}

  /** Returns {@code true} if every text says something that is known. */
  public boolean isRecognised() {
    return explanations.stream().noneMatch(each -> each.verdict() == Verdict.NOT_RECOGNISED);
  }
}
