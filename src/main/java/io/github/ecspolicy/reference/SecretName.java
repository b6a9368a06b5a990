package io.github.ecspolicy.reference;

import java.util.regex.Pattern;

/**
 * The rules for names of Secrets Manager secrets and for the six random characters that end their
 * ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html">
 *     names</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html">
 *     the random suffix in policies</a>
 */
final class SecretName {
  /** What a policy says for a hyphen and six characters that nobody knows yet. */
  static final String ANY_SUFFIX = "-??????";

  /** Names of secrets that AWS services own hold a {@code !}: {@code rds!cluster-…}. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,519}");

  private static final Pattern COMPLETE = Pattern.compile(".+-[A-Za-z0-9]{6}");
  private static final Pattern WORD = Pattern.compile(".+-([A-Za-z][a-z]{5}|[A-Z]{6}|[0-9]{6})");
  private static final Pattern SIX_OTHERS = Pattern.compile(".+-[A-Za-z0-9/_+=.@!-]{6}");

  private SecretName() {}

  static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns {@code true} if Secrets Manager takes {@code name} to end in its random suffix. */
  static boolean isComplete(String name) {
    return COMPLETE.matcher(name).matches();
  }

  /** Returns {@code name}, which is complete, as it was before Secrets Manager added its suffix. */
  static String withoutSuffix(String name) {
    return name.substring(0, name.length() - ANY_SUFFIX.length());
  }

  /**
   * Returns {@code true} if {@code name} ends in a hyphen and six characters which chance would
   * hardly have made: a word, a number, or with a sign among them.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html">why no
   *     partial ARN can name such a secret</a>
   */
  static boolean isAmbiguous(String name) {
    return isComplete(name) ? WORD.matcher(name).matches() : SIX_OTHERS.matcher(name).matches();
  }
}
