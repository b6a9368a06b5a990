package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Alphabet;
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

  private static final Alphabet NAME = new Alphabet("_.-/");
  private static final Pattern RESERVED = Pattern.compile("(?i)(aws|ssm)|/(aws|ssm)(/|$)");
  private static final int LONGEST = 1011;
  private static final int DEEPEST = 15;

  private ParameterName() {}

  static boolean isValid(String name) {
    return NAME.spells(name, LONGEST)
        && !name.endsWith("/")
        && !name.contains("//")
        && absolute(name).split("/").length - 1 <= DEEPEST;
  }

  /** Returns {@code true} if nobody but AWS can create a parameter of this name. */
  static boolean isReserved(String name) {
    return mayBeReserved(absolute(name))
        && RESERVED.matcher(name).lookingAt()
        && !name.startsWith(PUBLIC)
        && !name.startsWith(SECRET_REFERENCE);
  }

  /** Few names are, and a pattern takes long to compile. */
  private static boolean mayBeReserved(String absolute) {
    return absolute.regionMatches(true, 1, "aws", 0, 3)
        || absolute.regionMatches(true, 1, "ssm", 0, 3);
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
