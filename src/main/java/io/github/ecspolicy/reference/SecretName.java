package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Alphabet;

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
  private static final Alphabet NAME = new Alphabet("/_+=.@!-");

  private static final int LONGEST = 519;

  private SecretName() {}

  /** Whether it ends in a hyphen and six of {@code signs}, and has something before them. */
  private static boolean endsIn(String name, Alphabet signs) {
    int hyphen = name.length() - ANY_SUFFIX.length();
    return hyphen > 0
        && name.charAt(hyphen) == '-'
        && signs.spells(name.substring(hyphen + 1), name.length())
        && !hasLineEnd(name);
  }

  private static boolean hasLineEnd(String name) {
    for (int i = 0; i < name.length(); i++) {
      if ("\n\r\u0085\u2028\u2029".indexOf(name.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  static boolean isValid(String name) {
    return NAME.spells(name, LONGEST);
  }

  /** Returns {@code true} if Secrets Manager takes {@code name} to end in its random suffix. */
  static boolean isComplete(String name) {
    return endsIn(name, Alphabet.ALPHANUMERIC);
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
    if (!isComplete(name)) {
      return endsIn(name, NAME);
    }
    String suffix = name.substring(name.length() - ANY_SUFFIX.length() + 1);
    return Alphabet.isOf(suffix.substring(1), 'a', 'z')
            && !Alphabet.isOf(suffix.substring(0, 1), '0', '9')
        || Alphabet.isOf(suffix, 'A', 'Z')
        || Alphabet.isOf(suffix, '0', '9');
  }
}
