package io.github.ecspolicy.iam;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One principal of a resource-based policy, as it is written there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS
 *     JSON policy elements: Principal</a>
 */
public record Principal(Type type, String id) {

  /** {@code "Principal": "*"}. */
  public static final Principal ANYONE = new Principal(Type.ANYONE, "*");

  /** Under which name the principal is listed. */
  public enum Type {
    /** Everybody, written without a name. */
    ANYONE("*"),
    /** An account, a user, a role or a session, or with {@code *} everybody. */
    AWS("AWS"),
    SERVICE("Service"),
    FEDERATED("Federated"),
    CANONICAL_USER("CanonicalUser");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    static Optional<Type> parse(String text) {
      return Arrays.stream(values())
          .filter(type -> type != ANYONE && type.text.equals(text))
          .findFirst();
    }

    /** The name in a policy, for example {@code Service}. */
    @Override
    public String toString() {
      return text;
    }
  }

  public Principal {
    Objects.requireNonNull(type, "type");
    checkId(id);
    if (type == Type.ANYONE && !id.equals("*")) {
      throw new IllegalArgumentException("anyone is written `*`, not `" + id + "`");
    }
  }

  static void checkId(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a principal is blank");
    }
  }

  /**
   * Whether everybody is meant. AWS calls the two ways to write it equivalent for anonymous users
   * and tells them apart nowhere else.
   */
  public boolean isAnyone() {
    return type == Type.ANYONE || (type == Type.AWS && id.equals("*"));
  }
}
