package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code explain} says of permissions that no page lists beside the field they are for. */
class ExplainTest {
  private static final Path CASE =
      Path.of(
          "src/test/resources/cases/one-policy-covers-the-sidecar-and-the-key-of-a-log-group-too");
  private static final String ENCRYPTED_LOGS =
      "(https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/encrypt-log-data-kms.html)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3:GetObject                    | 1234abcd-12ab-34cd-56ef-1234567890ab | ECS calls GetObject to
          s3:GetBucketLocation            | none | to find the bucket's Region
          ecr:BatchCheckLayerAvailability | none | optional: in AWS's managed policy, not in
          """)
  void aPermissionHasItsOwnKeyAndReason(String action, String key, String reason)
      throws IOException {
    String needs = needs(action);
    assertTrue(needs.contains(" " + key + " "), needs);
    assertTrue(needs.contains(reason), needs);
  }

  @ParameterizedTest
  @CsvSource({"kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"})
  void theUseOfALogGroupsKeyComesWithThePageOnIt(String action) throws IOException {
    assertTrue(needs(action).contains(ENCRYPTED_LOGS), needs(action));
  }

  @ParameterizedTest
  @CsvSource({
    "2345bcde-23bc-45de-67f0-234567890abc, true",
    "3456cdef-34cd-56ef-7801-34567890abcd, false",
  })
  void decryptionComesWithThatPageForLogsAlone(String key, boolean isLogGroups) throws IOException {
    String arn = "arn:aws:kms:eu-west-1:111122223333:key/" + key;
    assertEquals(isLogGroups, needs("kms:Decrypt", arn).contains(ENCRYPTED_LOGS));
  }

  private static String needs(String action) throws IOException {
    return needs(action, "");
  }

  /** The lines below the permission. */
  private static String needs(String action, String resource) throws IOException {
    PolicyCase covers = new PolicyCase(CASE);
    Outcome run = covers.run("explain", covers.arguments());
    return run.out()
        .lines()
        .dropWhile(line -> !(line.startsWith(action + " ") && line.endsWith(resource)))
        .takeWhile(line -> !line.isBlank())
        .reduce("", (all, line) -> all + line + "\n");
  }
}
