package io.github.ecspolicy.reference;

import java.util.regex.Pattern;

/**
 * The rules for names of Parameter Store parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">
 *     names</a>
 */
final class ParameterName {
  /** Parameters that AWS publishes; their ARNs have no account. */
  static final String PUBLIC = "/aws/service/";

  /** Parameters that stand for the secret of the name that follows. */
  static final String SECRET_REFERENCE = "/aws/reference/secretsmanager/";

  private static final Pattern NAME = Pattern.compile("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
  private static final Pattern RESERVED = Pattern.compile("(?i)(aws|ssm)|/(aws|ssm)(/|$)");
  private static final int LONGEST = 1011;
  private static final int DEEPEST = 15;

  private ParameterName() {}

  static boolean isValid(String name) {
    // The length first: the pattern recurses once for each slash.
    return name.length() <= LONGEST
        && NAME.matcher(name).matches()
        && absolute(name).chars().filter(c -> c == '/').count() <= DEEPEST;
  }

  /** Returns {@code true} if nobody but AWS can create a parameter of this name. */
  static boolean isReserved(String name) {
    return RESERVED.matcher(name).lookingAt()
        && !name.startsWith(PUBLIC)
        && !name.startsWith(SECRET_REFERENCE);
  }

  /** Returns {@code true} for {@code a/b}, which Parameter Store wants written {@code /a/b}. */
  static boolean isRelativePath(String name) {
    return !name.startsWith("/") && name.contains("/");
  }

  /** Returns the name with its leading slash: {@code X} and {@code /X} are one parameter. */
  static String absolute(String name) {
    return name.startsWith("/") ? name : "/" + name;
  }
}
