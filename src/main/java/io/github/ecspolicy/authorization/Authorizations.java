package io.github.ecspolicy.authorization;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that was read of what is allowed.
 *
 * @param roles what is attached to roles; one role may be told of in several parts
 * @param resources policies of keys and secrets
 */
public record Authorizations(List<RoleAuthorization> roles, List<ResourceAuthorization> resources) {
  /** Nothing was read. */
  public static final Authorizations NONE = new Authorizations(List.of(), List.of());

  public Authorizations {
    roles = List.copyOf(roles);
    resources = List.copyOf(resources);
  }

  /** Returns all of both. */
  public Authorizations and(Authorizations other) {
    return new Authorizations(
        Stream.concat(roles.stream(), other.roles.stream()).toList(),
        Stream.concat(resources.stream(), other.resources.stream()).toList());
  }
}
