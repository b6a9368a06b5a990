package io.github.ecspolicy.authorization;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Returns a policy that is attached to {@code role}, beside others perhaps. */
  public static RoleAuthorization of(RoleIdentity role, WrittenPolicy policy) {
    return new RoleAuthorization(
        role,
        List.of(policy),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Returns a policy that is attached to {@code role} and that nobody gave the document of. */
  public static RoleAuthorization ofUnknown(RoleIdentity role, String arn) {
    return new RoleAuthorization(
        role, List.of(), List.of(arn), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** Returns who may assume {@code role}. */
  public static RoleAuthorization ofTrust(RoleIdentity role, WrittenPolicy trust) {
    return new RoleAuthorization(
        role, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.of(trust), false);
  }

  /** Returns all that both tell of the role that this is of. */
  public RoleAuthorization and(RoleAuthorization other) {
    return new RoleAuthorization(
        role,
        Stream.concat(policies.stream(), other.policies.stream()).toList(),
        Stream.concat(unknownPolicies.stream(), other.unknownPolicies.stream()).toList(),
        boundary.or(other::boundary),
        unknownBoundary.or(other::unknownBoundary),
        trustPolicy.or(other::trustPolicy),
        isWhole || other.isWhole);
  }
}
