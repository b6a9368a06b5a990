package io.github.ecspolicy.authorization;

import java.util.List;
import java.util.Optional;

/**
 * What one role is allowed, as far as it was read.
 *
 * @param role whose it is
 * @param policies that are attached to it and known
 * @param unknownPolicies the ARNs of attached policies that nobody gave the document of
 * @param boundary its permissions boundary
 * @param unknownBoundary the ARN of a boundary that nobody gave the document of
 * @param trustPolicy who may assume it
 * @param isWhole whether nothing else is attached to it: a dump, a template or a plan says all, a
 *     policy that was given does not
 */
public record RoleAuthorization(
    RoleIdentity role,
    List<WrittenPolicy> policies,
    List<String> unknownPolicies,
    Optional<WrittenPolicy> boundary,
    Optional<String> unknownBoundary,
    Optional<WrittenPolicy> trustPolicy,
    boolean isWhole) {
  public RoleAuthorization {
    policies = List.copyOf(policies);
    unknownPolicies = List.copyOf(unknownPolicies);
  }
}
