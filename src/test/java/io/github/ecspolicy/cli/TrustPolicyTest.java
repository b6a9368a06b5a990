package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The policy that lets ECS assume the role. AWS shows its conditions for the task role: {@code
 * aws:SourceAccount}, and {@code aws:SourceArn} with a wildcard for the cluster, which cannot be
 * named.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html">task
 *     roles</a>
 */
class TrustPolicyTest {
  private static final String IRELAND =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "LetEcsAssumeTheRole",
            "Effect": "Allow",
            "Principal": {
              "Service": "ecs-tasks.amazonaws.com"
            },
            "Action": [
              "sts:AssumeRole"
            ],
            "Condition": {
              "ArnLike": {
                "aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:*"
              },
              "StringEquals": {
                "aws:SourceAccount": "111122223333"
              }
            }
          }
        ]
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeTask() throws IOException {
    Files.writeString(folder.resolve("web.json"), SecretsTask.reading(List.of("/a"), "web"));
    // in another Region, with the same role
    Files.writeString(
        folder.resolve("frankfurt.json"),
        SecretsTask.reading(List.of("/b"), "web").replace("eu-west-1", "eu-central-1"));
    Files.writeString(
        folder.resolve("china.json"),
        SecretsTask.reading(List.of("/a"), "web")
            .replace("eu-west-1", "cn-north-1")
            .replace("arn:aws:", "arn:aws-cn:"));
    Files.writeString(folder.resolve("idle.json"), SecretsTask.reading(List.of(), "idle"));
  }

  private Outcome generate(String... args) {
    return Invocation.in(folder)
        .run(
            Stream.concat(Stream.of("generate", "--trust-policy"), Stream.of(args))
                .toArray(String[]::new));
  }

  private Outcome fine(String... args) {
    Outcome run = generate(args);
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    return run;
  }

  private List<String> names(String output) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(output))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private String withoutTrust(String input) {
    return Invocation.in(folder).run("generate", input).out();
  }

  @Test
  void itStandsBesideThePolicyInAFileOfItsOwn() throws IOException {
    assertEquals("", fine("-o", "out/policy.json", "web.json").out());
    assertEquals(List.of("policy.json", "policy.trust.json"), names("out"));
    assertEquals(IRELAND, text("out/policy.trust.json"));
    assertEquals(withoutTrust("web.json"), text("out/policy.json"));

    fine("-o", "other/policy", "web.json");
    assertEquals(List.of("policy", "policy.trust.json"), names("other"));
  }

  @Test
  void eachRoleHasItsOwn() throws IOException {
    fine("--output-dir=out", "web.json", "idle.json");
    assertEquals(List.of("idle.trust.json", "web.json", "web.trust.json"), names("out"));
    assertEquals(IRELAND, text("out/web.trust.json"));
    assertEquals(IRELAND, text("out/idle.trust.json"));
  }

  @Test
  void noRoleTakesTheFileOfAnothersTrustPolicy() throws IOException {
    Files.writeString(
        folder.resolve("named.json"), SecretsTask.reading(List.of("/a"), "web.trust"));
    Outcome run = generate("--output-dir=out", "web.json", "named.json");
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(run.err().contains("error[output-unwritable]: two documents"), run.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void jsonOnStandardOutputIsOneDocument() {
    Outcome run = generate("web.json");
    assertEquals(ExitStatus.INVALID, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .startsWith(
                """
                error[documents-several]: the trust policy is a document of its own, and JSON on \
                standard output is one
                  hint: write both to files with `--output-dir`, or choose another `--format`
                """),
        run.err());
  }

  @Test
  void theConsoleHasStepsForIt() {
    String text = fine("--format=console", "web.json").out();
    assertTrue(text.contains("On the Trust relationships tab, choose Edit trust policy."), text);
    assertTrue(text.contains(IRELAND), text);
  }

  // https://docs.aws.amazon.com/cli/latest/reference/iam/update-assume-role-policy.html
  @Test
  void theAwsCliUpdatesTheRole() {
    String posix = fine("--format=aws-cli", "web.json").out();
    assertTrue(
        posix.endsWith(
            "aws iam update-assume-role-policy \\\n  --role-name 'web' \\\n  --policy-document '"
                + IRELAND.strip()
                + "'\n"),
        posix);
    String powershell = fine("--format=aws-cli", "--shell=powershell", "web.json").out();
    assertTrue(powershell.contains("aws iam update-assume-role-policy "), powershell);
    assertTrue(powershell.contains("@'\n" + IRELAND + "'@\n"), powershell);
  }

  @Test
  void theReportHoldsIt() throws IOException {
    JsonNode policies =
        new JsonMapper()
            .readTree(fine("--format=report", "web.json", "idle.json").out())
            .at("/policies");
    assertEquals(2, policies.size());
    for (JsonNode policy : policies) {
      assertEquals(new JsonMapper().readTree(IRELAND), policy.at("/trustPolicy"));
    }
    JsonNode without =
        new JsonMapper()
            .readTree(Invocation.in(folder).run("generate", "--format=report", "web.json").out());
    assertTrue(without.at("/policies/0/trustPolicy").isNull());
  }

  @Test
  void tasksOfOneRoleMayRunInSeveralRegions() throws IOException {
    fine("--output-dir=out", "web.json", "frankfurt.json", "web.json");
    assertEquals(
        IRELAND.replace(
            "\"arn:aws:ecs:eu-west-1:111122223333:*\"",
            "[\n            \"arn:aws:ecs:eu-central-1:111122223333:*\",\n"
                + "            \"arn:aws:ecs:eu-west-1:111122223333:*\"\n          ]"),
        text("out/web.trust.json"));
  }

  /** Unlike many services, this one has no name of its own in China. */
  @Test
  void theServiceIsNamedTheSameInChina() throws IOException {
    fine("--output-dir=out", "china.json");
    assertEquals(
        IRELAND.replace("arn:aws:ecs:eu-west-1", "arn:aws-cn:ecs:cn-north-1"),
        text("out/web.trust.json"));
  }

  @Test
  void itNeedsARegion() throws IOException {
    Files.writeString(
        folder.resolve("bare.json"),
        """
        {
          "executionRoleArn": "arn:aws:iam::111122223333:role/web",
          "containerDefinitions": []
        }
        """);
    Outcome run = generate("--output-dir=out", "bare.json");
    assertEquals(ExitStatus.INVALID, run.status());
    assertEquals(
        """
        bare.json:1:1: error[region-unknown]: the Region is not known, and the trust policy is for \
        one
          hint: give it with `--region`
        """,
        run.err());
    assertFalse(Files.exists(folder.resolve("out")));
    fine("--output-dir=out", "--region=eu-west-1", "bare.json");
    assertEquals(IRELAND, text("out/web.trust.json"));
  }

  @Test
  void itNeedsAnAccount() throws IOException {
    Files.writeString(folder.resolve("bare.json"), "{\"containerDefinitions\": []}");
    Outcome run = generate("--output-dir=out", "--region=eu-west-1", "bare.json");
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(
        run.err().contains("error[account-unknown]: the account is not known, and the trust"),
        run.err());
  }

  /** ECS assumes a role for tasks of the role's own account only. */
  @Test
  void itIsForTasksOfOneAccount() throws IOException {
    Files.writeString(
        folder.resolve("other.json"), text("web.json").replace("111122223333", "444455556666"));
    Outcome merged = generate("--merge", "-o", "policy.json", "other.json", "web.json");
    assertEquals(ExitStatus.INVALID, merged.status());
    assertTrue(
        merged
            .err()
            .contains(
                """
                error[trust-policy-accounts]: a role is in one account, and the tasks that the \
                trust policy is for run in several: 111122223333, 444455556666
                  hint: leave out `--merge`, which makes one policy of those for several roles
                """),
        merged.err());
    assertFalse(Files.exists(folder.resolve("policy.trust.json")));

    for (String file : List.of("web.json", "other.json")) {
      Files.writeString(
          folder.resolve(file), text(file).replaceFirst("\"executionRoleArn\": \"[^\"]*\",", ""));
    }
    Outcome nameless = generate("-o", "policy.json", "other.json", "web.json");
    assertEquals(ExitStatus.INVALID, nameless.status());
    assertTrue(
        nameless.err().contains("  hint: read the task definitions of one account at a time\n"),
        nameless.err());
  }

  @Test
  void rolesOfOneNameInTwoAccountsHaveTheirOwn() throws IOException {
    Files.writeString(
        folder.resolve("other.json"), text("web.json").replace("111122223333", "444455556666"));
    fine("--output-dir=out", "web.json", "other.json");
    assertEquals(
        IRELAND.replace("111122223333", "444455556666"), text("out/444455556666-web.trust.json"));
    assertEquals(IRELAND, text("out/111122223333-web.trust.json"));
  }

  @Test
  void aRoleThatNeedsNothingStillHasIt() throws IOException {
    fine("-o", "idle-policy.json", "idle.json");
    assertEquals(IRELAND, text("idle-policy.trust.json"));
    assertFalse(Files.exists(folder.resolve("idle-policy.json")));

    String commands = fine("--format=aws-cli", "idle.json").out();
    assertTrue(commands.startsWith("aws iam update-assume-role-policy"), commands);
    assertFalse(commands.contains("put-role-policy"), commands);

    fine("-o", "empty.json", "--allow-empty", "idle.json");
    assertTrue(text("empty.json").contains("\"Statement\": []"));
    assertEquals(IRELAND, text("empty.trust.json"));
  }

  @Test
  void anOlderPolicyOfARoleThatNeedsNothingIsReported() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    for (String[] destination : new String[][] {{"--output-dir=out"}, {"-o", "out/idle.json"}}) {
      Files.writeString(folder.resolve("out/idle.json"), "old");
      Outcome run =
          fine(
              Stream.concat(Stream.of(destination), Stream.of("idle.json")).toArray(String[]::new));
      assertTrue(run.err().contains("warning[output-stale]: an older policy stays in"), run.err());
      assertEquals("old", text("out/idle.json"));
      assertEquals(IRELAND, text("out/idle.trust.json"));
    }
  }

  @Test
  void aSplitPolicyHasOne() throws IOException {
    List<String> names =
        Stream.iterate(1, i -> i + 1).limit(150).map(i -> "/production/" + i).toList();
    Files.writeString(folder.resolve("long.json"), SecretsTask.reading(names, "web"));
    fine("--split=managed", "--output-dir=out", "long.json");
    assertEquals(List.of("web-1.json", "web-2.json", "web.trust.json"), names("out"));
    assertEquals(IRELAND, text("out/web.trust.json"));
  }

  @Test
  void itsTemplateMayBeOnesOwn() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("templates")).resolve("trust-policy.json"),
        """
        {
          "Sid": "Mine",
          "Effect": "Allow",
          "Principal": {"Service": ["ecs-tasks.amazonaws.com"]},
          "Action": "sts:AssumeRole",
          "Condition": {
            "StringEquals": {"aws:SourceAccount": "${SourceAccount}"},
            "ArnLike": {"aws:SourceArn": "${SourceArns}"}
          }
        }
        """);
    fine("--templates=templates", "--output-dir=out", "web.json");
    JsonNode statement = new JsonMapper().readTree(text("out/web.trust.json")).at("/Statement/0");
    JsonNode builtIn = new JsonMapper().readTree(IRELAND).at("/Statement/0");
    assertEquals("Mine", statement.path("Sid").textValue());
    assertEquals("[\"ecs-tasks.amazonaws.com\"]", statement.at("/Principal/Service").toString());
    assertEquals(builtIn.at("/Condition/StringEquals"), statement.at("/Condition/StringEquals"));
    assertEquals(
        "\"arn:aws:ecs:eu-west-1:111122223333:*\"",
        statement.at("/Condition/ArnLike/aws:SourceArn").toString());
  }

  @Test
  void itsTemplateTrustsNobodyElse() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("templates")).resolve("trust-policy.json"),
        """
        {
          "Effect": "Allow",
          "Principal": {"Service": "ecs-tasks.amazonaws.com"},
          "Action": "sts:AssumeRole",
          "Condition": {"StringEquals": {"aws:SourceAccount": "${SourceAccount}"}}
        }
        """);
    Outcome run = generate("--templates=templates", "--output-dir=out", "web.json");
    assertEquals(ExitStatus.INVALID, run.status());
    assertTrue(
        run.err().contains("trust-policy.json:1:1: error[template-invalid]: the condition"),
        run.err());
  }
}
