package io.github.ecspolicy.authorization;

import java.util.Optional;

/**
 * What tells one role from another, as far as what was read says it.
 *
 * @param name in IAM
 * @param account that it is in
 * @param source the template or plan that defines it
 * @param id the logical id or the address by which that knows it
 */
public record RoleIdentity(
    Optional<String> name, Optional<String> account, Optional<String> source, Optional<String> id) {

  /** Nobody says which role it is. */
  public static final RoleIdentity UNKNOWN =
      new RoleIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns a role of which only the name is known. */
  public static RoleIdentity named(String name) {
    return new RoleIdentity(
        Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
