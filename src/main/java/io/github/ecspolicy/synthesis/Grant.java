package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.ResolvedReference;
import java.util.List;

/**
 * One thing that the policy allows, and what needs it.
 *
 * @param action such as {@code ssm:GetParameters}
 * @param resource as it stands in the policy
 * @param conditions under which it is allowed
 * @param needs never empty
 */
public record Grant(
    String action, String resource, List<Condition> conditions, List<ResolvedReference> needs) {
  public Grant {
    conditions = List.copyOf(conditions);
    needs = List.copyOf(needs);
    if (needs.isEmpty()) {
      throw new IllegalArgumentException("nothing is allowed that nothing needs");
    }
  }

  /**
   * Returns what is known about the key that protects what {@code need} gets by this: where a
   * bucket is, is told in the clear, whatever its objects are under.
   */
  public KeyStatus key(ResolvedReference need) {
    return action.equalsIgnoreCase("s3:GetBucketLocation") ? new KeyStatus.NoKey() : need.key();
  }
}
