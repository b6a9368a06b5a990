package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonPointer;

/** A text that is not a policy we can read, with the place and the reason. */
public final class PolicySyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final JsonPointer at;
  private final String problem;

  public PolicySyntaxException(JsonPointer at, String problem) {
    // the document itself has the empty pointer
    super(at.matches() ? problem : at + ": " + problem);
    this.at = at;
    this.problem = problem;
  }

  /** The place in the document. */
  public JsonPointer at() {
    return at;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }
}
