package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where bare names are looked up: flag, the input's own ARNs, the environment, the profile. */
class PlacementTest {
  private static final String ACCOUNT = "111122223333";
  private static final String OTHER = "444455556666";

  @TempDir private Path folder;

  @BeforeEach
  void writeTasks() throws IOException {
    task("bare.json", "");
    task("role.json", "\"executionRoleArn\": \"arn:aws:iam::111122223333:role/r\",");
    task(
        "registered.json",
        "\"taskDefinitionArn\":"
            + " \"arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7\",");
    task("china.json", "\"executionRoleArn\": \"arn:aws-cn:iam::111122223333:role/r\",");
  }

  private void task(String file, String fields) throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        {%s "containerDefinitions": [{"secrets": [{"name": "A", "valueFrom": "/a"}]}]}
        """
            .formatted(fields));
  }

  private static String place(Outcome outcome) {
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    List<String> arns =
        outcome
            .out()
            .lines()
            .filter(line -> line.contains(":parameter/a\""))
            .map(line -> line.replaceAll("^ +\"arn:aws:ssm:|:parameter/a\",?$", ""))
            .toList();
    assertEquals(1, arns.size(), outcome.out());
    return arns.get(0);
  }

  private Invocation here() {
    return Invocation.in(folder);
  }

  @Test
  void withoutARegionOrAnAccountThereIsNoPolicy() throws IOException {
    assertEquals(
        """
        bare.json:1:68: error[account-unknown]: the account is not known, so `/a` cannot be looked up
          hint: give it with `--account`
        bare.json:1:68: error[region-unknown]: the Region is not known, so `/a` cannot be looked up
          hint: give it with `--region`
        """,
        Refusal.of(folder, "bare.json"));
  }

  @Test
  void whatManyReferencesLackIsSaidOncePerTaskDefinition() throws IOException {
    Files.writeString(
        folder.resolve("many.json"),
        """
        [{"secrets": [{"name": "A", "valueFrom": "/a"}, {"name": "B", "valueFrom": "/b"}]}]
        """);
    long errors =
        Refusal.of(folder, "many.json").lines().filter(line -> line.contains("error[")).count();
    assertEquals(2, errors);
  }

  @Test
  void flagsComeFirst() {
    Outcome outcome =
        here()
            .with("AWS_REGION", "us-east-1")
            .with("AWS_ACCOUNT_ID", ACCOUNT)
            .run("generate", "--region", "ap-south-1", "--account", OTHER, "registered.json");
    assertEquals("ap-south-1:" + OTHER, place(outcome));
    assertTrue(outcome.err().contains("warning[region-conflict]"), outcome.err());
  }

  @Test
  void anAccountThatIsNotTheRolesIsWarnedOf() {
    Outcome outcome =
        here().run("generate", "--region", "eu-west-1", "--account", OTHER, "role.json");
    assertEquals("eu-west-1:" + OTHER, place(outcome));
    assertTrue(
        outcome
            .err()
            .contains(
                "role.json:1:22: warning[account-conflict]: the execution role is in account "
                    + ACCOUNT),
        outcome.err());
  }

  @Test
  void theInputsOwnArnsComeBeforeTheEnvironment() {
    Outcome outcome =
        here()
            .with("AWS_REGION", "us-east-1")
            .with("AWS_ACCOUNT_ID", OTHER)
            .run("generate", "registered.json");
    assertEquals("eu-west-1:" + ACCOUNT, place(outcome));
  }

  @Test
  void theRoleSaysTheAccountAndTheEnvironmentTheRegion() {
    Outcome outcome =
        here()
            .with("AWS_REGION", "us-east-1")
            .with("AWS_ACCOUNT_ID", OTHER)
            .run("generate", "role.json");
    assertEquals("us-east-1:" + ACCOUNT, place(outcome));
  }

  @Test
  void theEnvironmentSaysBothWhereNothingElseDoes() {
    Outcome outcome =
        here()
            .with("AWS_REGION", "us-east-1")
            .with("AWS_DEFAULT_REGION", "us-east-2")
            .with("AWS_ACCOUNT_ID", OTHER)
            .run("generate", "bare.json");
    assertEquals("us-east-1:" + OTHER, place(outcome));
  }

  @Test
  void theDefaultRegionComesAfterTheRegion() {
    Outcome outcome =
        here()
            .with("AWS_REGION", "")
            .with("AWS_DEFAULT_REGION", "us-east-2")
            .run("generate", "role.json");
    assertEquals("us-east-2:" + ACCOUNT, place(outcome));
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east", "*", "US-EAST-1", "us-east-1\n"})
  void aRegionInTheEnvironmentThatIsNoneIsNotUsed(String region) throws IOException {
    assertTrue(
        Refusal.of(here().with("AWS_REGION", region), folder, "role.json")
            .contains("error[region-unknown]"));
  }

  @Test
  void anAccountInTheEnvironmentThatIsNoneIsNotUsed() throws IOException {
    assertTrue(
        Refusal.of(
                here().with("AWS_REGION", "eu-west-1").with("AWS_ACCOUNT_ID", "*"),
                folder,
                "bare.json")
            .contains("error[account-unknown]"));
  }

  @Test
  void aRegionOfAnotherPartitionThanTheRolesIsNotTakenFromTheEnvironment() throws IOException {
    assertTrue(
        Refusal.of(here().with("AWS_REGION", "eu-west-1"), folder, "china.json")
            .contains("error[region-unknown]"));
  }

  // https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

  private static final String CONFIG =
      """
      # region = us-west-1
      [default]
      output = json
      region = eu-central-1
      [profile dev]
      s3 =
        region = ap-east-1
      region=eu-north-1
      ; region = us-west-1
      [profile empty]
      output = json
      [prod]
      region = eu-south-1
      """;

  @ParameterizedTest
  @CsvSource({"'', eu-central-1", "default, eu-central-1", "dev, eu-north-1"})
  void theProfileSaysTheRegion(String profile, String region) throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve(".aws")).resolve("config"), CONFIG);
    Outcome outcome = here().with("AWS_PROFILE", profile).run("generate", "role.json");
    assertEquals(region + ":" + ACCOUNT, place(outcome));
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "none", "prod", "profile dev"})
  void aProfileThatIsNotThereOrSaysNothingSaysNoRegion(String profile) throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve(".aws")).resolve("config"), CONFIG);
    assertTrue(
        Refusal.of(here().with("AWS_PROFILE", profile), folder, "role.json")
            .contains("error[region-unknown]"));
  }

  @Test
  void theConfigFileCanBeAnother() throws IOException {
    Path config = Files.writeString(folder.resolve("elsewhere"), CONFIG);
    Outcome outcome =
        here()
            .with("AWS_CONFIG_FILE", config.toString())
            .with("AWS_PROFILE", "dev")
            .run("generate", "role.json");
    assertEquals("eu-north-1:" + ACCOUNT, place(outcome));
  }

  @Test
  void theEnvironmentComesBeforeTheProfile() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve(".aws")).resolve("config"), CONFIG);
    Outcome outcome = here().with("AWS_DEFAULT_REGION", "sa-east-1").run("generate", "role.json");
    assertEquals("sa-east-1:" + ACCOUNT, place(outcome));
  }

  @Test
  void aConfigFileThatCannotBeReadSaysNothing() throws IOException {
    Path folderInItsPlace = Files.createDirectory(folder.resolve("config"));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
    for (Path config : List.of(folderInItsPlace, binary, folder.resolve("none"))) {
      assertTrue(
          Refusal.of(here().with("AWS_CONFIG_FILE", config.toString()), folder, "role.json")
              .contains("error[region-unknown]"));
    }
  }
}
