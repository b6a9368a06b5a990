package io.github.ecspolicy.authorization;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that was read of what is allowed.
 *
 * @param roles what is attached to roles
 * @param given policies that nobody says the role of
 * @param resources policies of keys and secrets
 */
public record Authorizations(
    List<RoleAuthorization> roles, List<WrittenPolicy> given, List<ResourceAuthorization> resources) {
  /** Nothing was read. */
  public static final Authorizations NONE = new Authorizations(List.of(), List.of(), List.of());

  public Authorizations {
    roles = List.copyOf(roles);
    given = List.copyOf(given);
    resources = List.copyOf(resources);
  }

  /** Returns all of both. */
  public Authorizations and(Authorizations other) {
    return new Authorizations(
        Stream.concat(roles.stream(), other.roles.stream()).toList(),
        Stream.concat(given.stream(), other.given.stream()).toList(),
        Stream.concat(resources.stream(), other.resources.stream()).toList());
  }
}
