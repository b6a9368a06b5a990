package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where policies go: standard output, one file, or one file for each execution role. */
class OutputTest {
  private static final String WEB = "arn:aws:iam::111122223333:role/web";
  private static final String BATCH = "arn:aws:iam::111122223333:role/jobs/batch";

  @TempDir private Path folder;

  @BeforeEach
  void writeTasksOfTwoRoles() throws IOException {
    task("web.json", WEB, "web");
    task("batch.json", BATCH, "batch");
  }

  private void task(String file, String role, String parameter) throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        {"family": "%s", "executionRoleArn": "%s", "containerDefinitions": [{"secrets": [
          {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/%s"}]}]}
        """
            .formatted(parameter, role, parameter));
  }

  private Outcome generate(String... args) {
    return Invocation.in(folder)
        .run(Stream.concat(Stream.of("generate"), Stream.of(args)).toArray(String[]::new));
  }

  private static void assertFine(Outcome outcome) {
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  // one file

  @Test
  void theFileHoldsWhatStandardOutputWouldAndNothingIsLeftBesideIt() throws IOException {
    String expected = generate("web.json").out();
    Outcome outcome = generate("-o", "new/deep/policy.json", "web.json");
    assertFine(outcome);
    assertEquals("", outcome.out());
    assertEquals(expected, Files.readString(folder.resolve("new/deep/policy.json")));
    assertEquals(List.of("policy.json"), names(folder.resolve("new/deep")));
  }

  @Test
  void anInventoryIsNeverReplaced() throws IOException {
    String inventory = "{\"parameters\": {\"*\": \"alias/app\"}}";
    Path file = Files.writeString(folder.resolve("web-keys.json"), inventory);
    for (String[] output :
        List.of(
            new String[] {"-o", "web-keys.json"},
            new String[] {"-o", "./web-keys.json"},
            new String[] {"--output-dir", ".", "--role-name", "web-keys"})) {
      task("keys.json", "arn:aws:iam::111122223333:role/web-keys", "web");
      Outcome outcome =
          generate(
              Stream.concat(
                      Stream.of("--inventory", "web-keys.json", "keys.json"), Stream.of(output))
                  .toArray(String[]::new));
      assertEquals(ExitStatus.INVALID, outcome.status());
      assertTrue(outcome.err().contains("error[output-unwritable]"), outcome.err());
      assertEquals(inventory, Files.readString(file));
    }
  }

  @Test
  void theReportHasTheDigestOfEachInventory() throws IOException {
    Files.writeString(folder.resolve("keys.json"), "{\"parameters\": {\"*\": \"alias/app\"}}");
    Outcome outcome = generate("--format=report", "--inventory=keys.json", "web.json");
    assertFine(outcome);
    assertTrue(
        outcome
            .out()
            .contains(
                """
                    {
                      "source": "keys.json",
                      "sha256": "63e208f33c64ab74136bb7636545d162fcb17401b9750d42e397ffed0b4b6b2d"
                    }
                """),
        outcome.out());
  }

  @Test
  void aFileOfAnEarlierRunIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.json"), "x".repeat(100_000));
    assertFine(generate("-o", "policy.json", "web.json"));
    assertEquals(generate("web.json").out(), Files.readString(file));
  }

  @Test
  void aSymbolicLinkKeepsPointingWhereItPoints() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("policy.json");
    Files.writeString(real, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);
    assertFine(generate("-o", "link.json", "web.json"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(generate("web.json").out(), Files.readString(real));
    assertEquals(List.of("policy.json"), names(real.getParent()));
  }

  @Test
  void aNewFileMayBeReadByWhomeverTheUserLetsReadFiles() throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));
    assertFine(generate("-o", "policy.json", "web.json"));
    assertEquals(permissions(usual), permissions(folder.resolve("policy.json")));
  }

  @Test
  void aReplacedFileKeepsItsPermissions() throws IOException {
    Path file = Files.createFile(folder.resolve("policy.json"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertFine(generate("-o", "policy.json", "web.json"));
    assertEquals("rw-rw-r--", permissions(file));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.json/policy.json", "/dev/null/policy.json", "."})
  void aPlaceThatCannotBeWrittenToIsAnError(String place) throws IOException {
    List<String> before = names(folder);
    Outcome outcome = generate("-o", place, "web.json");
    assertAll(
        () -> assertEquals(ExitStatus.INVALID, outcome.status()),
        () -> assertEquals("", outcome.out()),
        () -> assertEquals(before, names(folder)),
        () ->
            assertTrue(
                outcome.err().contains("error[output-unwritable]: the output cannot be written: `"),
                outcome.err()),
        () -> assertTrue(outcome.err().contains("\n  hint: "), outcome.err()),
        () -> assertFalse(outcome.err().contains("\tat "), outcome.err()));
  }

  @Test
  void whereNothingIsToBeGrantedNoFileIsWritten() throws IOException {
    Files.writeString(folder.resolve("none.json"), "{\"containerDefinitions\": []}");
    assertFine(generate("-o", "policy.json", "none.json"));
    assertFalse(Files.exists(folder.resolve("policy.json")));
  }

  // several roles

  @Test
  void severalRolesAreRefusedOnStandardOutputWithTheWaysOut() {
    Outcome outcome = generate("web.json", "batch.json");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(
        outcome
            .err()
            .startsWith(
                """
                error[roles-several]: the task definitions have several execution roles: `batch`, `web`
                  hint: write one file for each with `--output-dir`, choose one with `--role-name`, \
                or write one policy for all with `--merge`
                """),
        outcome.err());
  }

  @Test
  void severalRolesAreRefusedInOneFileToo() {
    Outcome outcome = generate("-o", "policy.json", "web.json", "batch.json");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertFalse(Files.exists(folder.resolve("policy.json")));
  }

  @Test
  void aFolderGetsOneFileForEachRole() throws IOException {
    Outcome outcome = generate("--output-dir", "out/policies", "web.json", "batch.json");
    assertFine(outcome);
    assertEquals("", outcome.out());
    Path out = folder.resolve("out/policies");
    assertEquals(List.of("batch.json", "web.json"), names(out));
    assertEquals(generate("web.json").out(), Files.readString(out.resolve("web.json")));
    assertEquals(generate("batch.json").out(), Files.readString(out.resolve("batch.json")));
  }

  @Test
  void rolesOfOneNameInTwoAccountsGetTheirAccountsBeforeIt() throws IOException {
    task("other.json", "arn:aws:iam::444455556666:role/web", "other");
    // its own parameter, since ECS reads none of another account
    Files.writeString(
        folder.resolve("other.json"),
        Files.readString(folder.resolve("other.json"))
            .replace("eu-west-1:111122223333", "eu-west-1:444455556666"));
    assertFine(generate("--output-dir", "out", "web.json", "other.json", "batch.json"));
    assertEquals(
        List.of("111122223333-web.json", "444455556666-web.json", "batch.json"),
        names(folder.resolve("out")));
    assertTrue(
        Files.readString(folder.resolve("out/444455556666-web.json"))
            .contains(":444455556666:parameter/other\""));
  }

  // "Names are not distinguished by case", and an account has one role of a name, whatever its
  // path:
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  @Test
  void oneRoleIsOneHoweverItIsWritten() throws IOException {
    task("path.json", "arn:aws:iam::111122223333:role/path/web", "path");
    task("case.json", "arn:aws:iam::111122223333:role/WEB", "case");
    task("name.json", "web", "name");
    Outcome outcome =
        generate("--output-dir", "out", "web.json", "path.json", "case.json", "name.json");
    assertFine(outcome);
    assertEquals(1, names(folder.resolve("out")).size());
    String policy =
        Files.readString(folder.resolve("out").resolve(names(folder.resolve("out")).get(0)));
    for (String parameter : List.of("web", "path", "case", "name")) {
      assertTrue(policy.contains("parameter/" + parameter + "\""), policy);
    }
  }

  @Test
  void aRoleThatIsNamedOnlyIsInTheAccountOfItsTask() throws IOException {
    task("other.json", "arn:aws:iam::444455556666:role/web", "other");
    Files.writeString(
        folder.resolve("other.json"),
        Files.readString(folder.resolve("other.json"))
            .replace("eu-west-1:111122223333", "eu-west-1:444455556666"));
    Files.writeString(
        folder.resolve("bare.json"),
        """
        {"family": "bare", "taskDefinitionArn":
           "arn:aws:ecs:eu-west-1:111122223333:task-definition/bare:1",
         "containerDefinitions": [{"secrets": [{"name": "A", "valueFrom": "/bare"}]}]}
        """);
    for (List<String> inputs :
        List.of(
            List.of("other.json", "web.json", "bare.json"),
            List.of("bare.json", "web.json", "other.json"))) {
      Outcome outcome =
          generate(
              Stream.concat(Stream.of("--role-name", "web", "--output-dir", "out"), inputs.stream())
                  .toArray(String[]::new));
      assertFine(outcome);
      assertTrue(
          Files.readString(folder.resolve("out/111122223333-web.json"))
              .contains("parameter/bare\""));
      assertFalse(
          Files.readString(folder.resolve("out/444455556666-web.json"))
              .contains("parameter/bare\""));
    }
  }

  @Test
  void anInputIsNeverReplaced() throws IOException {
    String before = Files.readString(folder.resolve("web.json"));
    Outcome outcome = generate("-o", "web.json", "web.json");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertTrue(outcome.err().contains("error[output-unwritable]: "), outcome.err());
    assertEquals(before, Files.readString(folder.resolve("web.json")));
  }

  /** Nor is one that could not be read, so that no digest of it is known. */
  @Test
  void anInputThatCannotBeUnderstoodIsNeverReplaced() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{");
    Outcome outcome = generate("--keep-going", "-o", "broken.json", "broken.json", "web.json");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertTrue(outcome.err().contains("replace an input: "), outcome.err());
    assertEquals("{", Files.readString(folder.resolve("broken.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "'-o,mine/ssm-parameter.json'",
    "'-o,mine/../mine/ssm-parameter.json'",
    "'--role-name=ssm-parameter,--output-dir=mine'",
    "'-o,mine.json'"
  })
  void aTemplateIsNeverReplaced(String output) throws IOException {
    Path template = Files.createDirectory(folder.resolve("mine")).resolve("ssm-parameter.json");
    Files.copy(Path.of("policy-templates/ssm-parameter.json"), template);
    Files.writeString(
        folder.resolve("bare.json"),
        """
        [{"secrets": [
          {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}]}]
        """);
    Files.createSymbolicLink(folder.resolve("mine.json"), template);
    String before = Files.readString(template);
    Outcome outcome =
        generate(
            Stream.concat(Stream.of("--templates=mine", "bare.json"), Stream.of(output.split(",")))
                .toArray(String[]::new));
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertTrue(
        outcome.err().contains("error[output-unwritable]: the output would replace a template: "),
        outcome.err());
    assertEquals(before, Files.readString(template));
    assertEquals(List.of("ssm-parameter.json"), names(template.getParent()));
  }

  /** A managed policy is named within the account, so its role stands before its name. */
  @Test
  void aNameThatIsTooLongWithItsRoleIsAnError() throws IOException {
    String name = "p".repeat(124);
    String[] options = {
      "--policy-kind=managed", "--output-dir=out", "--policy-name=" + name, "web.json", "batch.json"
    };
    Outcome outcome = generate(options);
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertTrue(
        outcome
            .err()
            .contains(
                "error[policy-name-length]: a policy would be named `batch-"
                    + name
                    + "`, 130 characters, IAM accepts 128\n"
                    + "  hint: give a shorter name with `--policy-name`\n"),
        outcome.err());
    assertFalse(outcome.err().contains("`web-"), outcome.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  /** What {@code --scope all} covers, the managed policy need not; each partition has its own. */
  @ParameterizedTest
  @CsvSource({"eu-west-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
  void aPolicyForAllTakesThePlaceOfTheManagedOne(String region, String partition)
      throws IOException {
    Files.writeString(
        folder.resolve("bare.json"),
        "[{\"image\": \"nginx\", \"secrets\": [{\"name\": \"A\", \"valueFrom\": \"/a\"}]}]");
    String[] options = {"--format=aws-cli", "--account=111122223333", "--region=" + region};
    String managed =
        " --policy-arn 'arn:"
            + partition
            + ":iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'\n";
    String all = generate(with(options, "--scope=all", "bare.json")).out();
    assertTrue(all.endsWith(managed), all);
    String secrets = generate(with(options, "bare.json")).out();
    assertFalse(secrets.contains("detach-role-policy"), secrets);
    String some =
        generate(with(options, "--scope=all", "--keep-going", "bare.json", "no.json")).out();
    assertTrue(some.startsWith("aws iam put-role-policy"), some);
    assertFalse(some.contains("detach-role-policy"), some);
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aPolicyThatIsNotNeededAnyMoreIsReported() throws IOException {
    Files.writeString(folder.resolve("none.json"), "{\"containerDefinitions\": []}");
    Files.writeString(folder.resolve("policy.json"), "old");
    Outcome outcome = generate("-o", "policy.json", "none.json");
    assertTrue(outcome.err().contains("warning[output-stale]: "), outcome.err());
    assertEquals("old", Files.readString(folder.resolve("policy.json")));
    assertEquals(
        ExitStatus.FINDINGS, generate("--strict", "-o", "policy.json", "none.json").status());
  }

  @Test
  void aNameThatIsEmptyIsNoName() {
    assertEquals(ExitStatus.INVALID, generate("").status());
    assertEquals(ExitStatus.INVALID, generate("-o", "", "web.json").status());
    assertEquals(ExitStatus.INVALID, generate("--output-dir", "", "web.json").status());
  }

  @Test
  void aRoleCanBeChosen() {
    Outcome outcome = generate("--role-name", "batch", "web.json", "batch.json");
    assertFine(outcome);
    assertTrue(outcome.out().contains("parameter/batch\""), outcome.out());
    assertFalse(outcome.out().contains("parameter/web\""), outcome.out());
  }

  @Test
  void aRoleThatNoTaskUsesIsAnErrorThatNamesThoseThatAreUsed() {
    Outcome outcome = generate("--role-name", "wbe", "web.json", "batch.json");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(
        outcome
            .err()
            .contains(
                """
                error[role-unknown]: no task definition uses the role `wbe`
                  hint: the input has `batch`, `web`
                """),
        outcome.err());
  }

  @Test
  void aTaskWithoutARoleIsOfTheRoleThatIsNamed() throws IOException {
    Files.writeString(
        folder.resolve("bare.json"),
        """
        [{"secrets": [
          {"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/bare"}]}]
        """);
    Outcome outcome = generate("--role-name", "web", "web.json", "bare.json", "batch.json");
    assertFine(outcome);
    assertTrue(outcome.out().contains("parameter/bare\""), outcome.out());
    assertTrue(outcome.out().contains("parameter/web\""), outcome.out());
    assertFalse(outcome.out().contains("parameter/batch\""), outcome.out());
  }

  @Test
  void onePolicyForAllRolesIsWrittenOnRequest() {
    Outcome outcome = generate("--merge", "web.json", "batch.json");
    assertFine(outcome);
    assertTrue(outcome.out().contains("parameter/batch\""), outcome.out());
    assertTrue(outcome.out().contains("parameter/web\""), outcome.out());
  }
}
