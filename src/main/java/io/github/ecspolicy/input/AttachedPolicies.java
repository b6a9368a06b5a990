package io.github.ecspolicy.input;

import io.github.ecspolicy.authorization.RoleAuthorization;
import io.github.ecspolicy.authorization.RoleIdentity;
import io.github.ecspolicy.authorization.WrittenPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is attached to one role, as far as it was found by now. */
final class AttachedPolicies {
  private final RoleIdentity role;
  private final boolean isWhole;
  private final List<WrittenPolicy> policies = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Set<String> attached = new HashSet<>();
  private Optional<WrittenPolicy> boundary = Optional.empty();
  private Optional<String> unknownBoundary = Optional.empty();
  private Optional<WrittenPolicy> trustPolicy = Optional.empty();

  /**
   * A role with nothing attached to it.
   *
   * @param isWhole whether all that is attached will be found
   */
  AttachedPolicies(RoleIdentity role, boolean isWhole) {
    this.role = role;
    this.isWhole = isWhole;
  }

  RoleIdentity role() {
    return role;
  }

  /** Returns {@code true} if nothing with this id was attached before; it is from now on. */
  boolean isNew(String id) {
    return attached.add(id);
  }

  /** Returns {@code true} if something with this id was attached. */
  boolean has(String id) {
    return attached.contains(id);
  }

  void add(WrittenPolicy policy) {
    policies.add(policy);
  }

  /** Attaches a policy of which only what it is called is known. */
  void addUnknown(String name) {
    unknown.add(name);
  }

  /** Bounds the role; a second boundary, which only another reading has, does not count. */
  void bound(WrittenPolicy policy) {
    if (!isBounded()) {
      boundary = Optional.of(policy);
    }
  }

  /** Bounds the role by a policy of which only what it is called is known. */
  void boundUnknown(String name) {
    if (!isBounded()) {
      unknownBoundary = Optional.of(name);
    }
  }

  private boolean isBounded() {
    return boundary.isPresent() || unknownBoundary.isPresent();
  }

  void trust(Optional<WrittenPolicy> policy) {
    trustPolicy = policy;
  }

  RoleAuthorization toAuthorization() {
    return new RoleAuthorization(
        role, policies, List.copyOf(unknown), boundary, unknownBoundary, trustPolicy, isWhole);
  }
}
