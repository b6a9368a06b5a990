package io.github.ecspolicy.iam;

import java.util.Objects;
import java.util.Optional;

/**
 * Who owns the resource of a call, and the policy that is attached to the resource.
 *
 * @param account of twelve digits
 * @param policy empty if there is none or nobody knows it
 * @param isPolicyKnown whether it is certain that there is this policy, or none
 */
public record ResourceOwner(
    String account, Optional<ResourcePolicy> policy, boolean isPolicyKnown) {

  public ResourceOwner {
    Objects.requireNonNull(account, "account");
    if (policy.isPresent() && !isPolicyKnown) {
      throw new IllegalArgumentException("a policy that is there is known");
    }
  }

  public static ResourceOwner withPolicy(String account, ResourcePolicy policy) {
    return new ResourceOwner(account, Optional.of(policy), true);
  }

  public static ResourceOwner withoutPolicy(String account) {
    return new ResourceOwner(account, Optional.empty(), true);
  }

  public static ResourceOwner withUnknownPolicy(String account) {
    return new ResourceOwner(account, Optional.empty(), false);
  }
}
