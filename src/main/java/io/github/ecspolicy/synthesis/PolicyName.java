package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.reference.Reference.Scope;
import java.util.regex.Pattern;

/** What a policy is called that nobody has named. */
public final class PolicyName {
  private static final String OF_SECRETS = "EcsTaskSecrets";
  private static final String OF_ALL = "EcsTaskExecution";

  /** With the number of a part. */
  private static final Pattern MADE_UP =
      Pattern.compile("(?:" + OF_SECRETS + "|" + OF_ALL + ")(?:-[0-9]+)?");

  private PolicyName() {}

  /** Returns the name of a policy for {@code scope}, without the role. */
  public static String of(Scope scope) {
    return switch (scope) {
      case SECRETS -> OF_SECRETS;
      case ALL -> OF_ALL;
    };
  }

  /** Returns {@code true} if {@code name} is such a name, or that of a part of such a policy. */
  public static boolean isMadeUp(String name) {
    return MADE_UP.matcher(name).matches();
  }
}
