package io.github.ecspolicy.check;

import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;

/**
 * One request that shows a finding: the policies that are there and the policy that is needed
 * answer it differently.
 *
 * @param request the call
 * @param given the answer of what is there
 * @param needed the answer of what the tasks need
 */
public record Witness(AccessRequest request, Decision given, Decision needed) {
  public Witness {
    if (given == needed) {
      throw new IllegalArgumentException("a witness makes a difference");
    }
  }
}
