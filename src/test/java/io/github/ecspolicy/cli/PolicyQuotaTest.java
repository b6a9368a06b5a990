package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Policies of exactly the length that IAM still takes, and one character more.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">quotas</a>
 */
class PolicyQuotaTest {
  private static final String START =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"ReadParameters\",\"Effect\":\"Allow\","
          + "\"Action\":[\"ssm:GetParameters\"],\"Resource\":[";
  private static final String PREFIX = "\"arn:aws:ssm:eu-west-1:111122223333:parameter/";
  private static final String END = "]}]}";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "inline, 9215, 0, ''",
    "inline, 9216, 0, 'warning[policy-near-quota]'",
    "inline, 10240, 0, 'warning[policy-near-quota]'",
    "inline, 10241, 2, 'error[policy-over-quota]'",
    "managed, 5529, 0, ''",
    "managed, 5530, 0, 'warning[policy-near-quota]'",
    "managed, 6144, 0, 'warning[policy-near-quota]'",
    "managed, 6145, 2, 'error[policy-over-quota]'",
  })
  void everyCharacterButWhiteSpaceCounts(String kind, int size, int status, String diagnostic) {
    List<String> names = namesFor(size);
    Outcome run =
        Invocation.in(folder)
            .reading(taskDefinition(names))
            .run(
                "generate",
                "-",
                "--account=111122223333",
                "--region=eu-west-1",
                "--kms-key=*=alias/aws/ssm",
                "--policy-kind=" + kind);
    assertEquals(status, run.status(), run.err());
    assertEquals(diagnostic, run.err().replaceFirst("(?s):.*", ""));
    assertTrue(diagnostic.isEmpty() || run.err().contains(" " + size + " "), run.err());
    String policy =
        START
            + names.stream().map(name -> PREFIX + name + '"').collect(Collectors.joining(","))
            + END;
    assertEquals(size, policy.length());
    assertEquals(status == 0 ? policy : "", run.out().replaceAll("\\s", ""));
  }

  /** Sorted names for parameters whose policy is {@code size} characters long. */
  private static List<String> namesFor(int size) {
    List<String> names = new ArrayList<>();
    int left = size - START.length() - END.length();
    int usual = PREFIX.length() + "n00\",".length();
    while (left > 2 * usual) {
      names.add("n" + (100 + names.size()));
      left -= PREFIX.length() + names.get(0).length() + "\",".length();
    }
    names.add("z".repeat(left - PREFIX.length() - 1));
    return names;
  }

  private static String taskDefinition(List<String> names) {
    return "{\"containerDefinitions\": [{\"secrets\": ["
        + names.stream()
            .map(name -> "{\"name\": \"X\", \"valueFrom\": \"" + name + "\"}")
            .collect(Collectors.joining(", "))
        + "]}]}";
  }
}
