package io.github.ecspolicy.reference;

import java.util.Set;

/**
 * The words that AWS's own pages print where an ARN has its Region and account, so that an example
 * works as it is pasted.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-logconfig.html">an
 *     example</a>
 */
final class DocumentationPlaceholder {
  private static final Set<String> REGION = Set.of("region", "<region>");
  private static final Set<String> ACCOUNT = Set.of("aws_account_id", "<aws_account_id>");

  private DocumentationPlaceholder() {}

  static boolean isRegion(String text) {
    return REGION.contains(text);
  }

  static boolean isAccount(String text) {
    return ACCOUNT.contains(text);
  }
}
