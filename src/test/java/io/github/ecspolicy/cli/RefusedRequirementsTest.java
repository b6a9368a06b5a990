package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are no requirements: those of {@code requirements/refused-lines.json}, and others. */
class RefusedRequirementsTest {
  private static final String FILE = "part.ndjson";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private static JsonNode data() throws IOException {
    try (InputStream in =
        RefusedRequirementsTest.class.getResourceAsStream("/requirements/refused-lines.json")) {
      return JSON.readTree(in);
    }
  }

  private static String good() throws IOException {
    return data().path("good").textValue();
  }

  private Outcome merge(String text, String... options) throws IOException {
    Files.writeString(folder.resolve(FILE), text);
    String[] arguments =
        Stream.concat(Stream.of("merge", FILE), Stream.of(options)).toArray(String[]::new);
    return Invocation.in(folder).run(arguments);
  }

  private static void isRefused(Outcome outcome, String first, String second) {
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    List<String> said = outcome.err().lines().dropWhile(line -> !line.contains("error[")).toList();
    assertEquals(first, said.get(0));
    assertEquals("  hint: " + second, said.get(1));
  }

  @Test
  void theLineThatTheOthersAreMadeOfIsARequirement() throws IOException {
    Outcome outcome = merge(good());
    assertEquals(ExitStatus.FINE, outcome.status(), outcome.err());
    assertTrue(
        outcome.out().contains("\"arn:aws:ssm:eu-west-1:111122223333:parameter/web/db\""),
        outcome.out());
  }

  @TestFactory
  Stream<DynamicTest> aLineThatIsNoRequirementIsRefused() throws IOException {
    return StreamSupport.stream(data().path("refused").spliterator(), false)
        .map(each -> dynamicTest(each.path("name").textValue(), () -> isRefused(each)));
  }

  private void isRefused(JsonNode each) throws IOException {
    String error = each.path("error").textValue();
    String code = error.substring(0, error.indexOf(':'));
    isRefused(
        merge(each.path("line").textValue()),
        FILE
            + ":"
            + each.path("at").textValue()
            + ": error["
            + code
            + "]"
            + error.substring(error.indexOf(':')),
        each.path("hint").textValue());
  }

  @Test
  void everyBadLineIsNamedByItsNumberAndTheGoodOnesAreMergedOnRequest() throws IOException {
    String text = "web\n\n" + good() + "\r\n[]\n" + good();
    List<String> places =
        merge(text).err().lines().filter(line -> line.contains("error[")).toList();
    assertEquals(2, places.size());
    assertTrue(places.get(0).startsWith(FILE + ":1:"), places.get(0));
    assertTrue(places.get(1).startsWith(FILE + ":4:1: "), places.get(1));
    Outcome kept = merge(text, "--keep-going");
    assertEquals(ExitStatus.FINDINGS, kept.status());
    assertTrue(kept.err().contains("warning[policy-incomplete]: "), kept.err());
    assertTrue(kept.out().contains("parameter/web/db"), kept.out());
  }

  @Test
  void aFileThatIsSomethingElseInAllItsLinesIsRefusedInFewWords() throws IOException {
    Outcome outcome = merge("{\"family\": \"web\"}\n".repeat(5000));
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    List<String> said = outcome.err().lines().filter(line -> line.contains("error[")).toList();
    assertEquals(101, said.size());
    String words = "the line is no requirement";
    assertTrue(said.contains(FILE + ":1:1: error[requirement-shape]: " + words), outcome.err());
    assertTrue(said.contains(FILE + ":100:1: error[requirement-shape]: " + words), outcome.err());
    assertTrue(
        said.contains("error[requirement-shape]: so it is at other places, too: " + words),
        outcome.err());
  }

  @Test
  void requirementsOfSeveralScopesHaveNoWhole() throws IOException {
    isRefused(
        merge(good() + "\n" + good().replace("\"scope\":\"secrets\"", "\"scope\":\"all\"")),
        FILE
            + ":2:1: error[requirements-unlike]: the line is for the scope `all`, others are for"
            + " `secrets`",
        "resolve all task definitions with the same scope");
  }

  @Test
  void withoutALineThereIsNothingToMerge() throws IOException {
    isRefused(
        merge("\n"),
        FILE + ":1:1: error[no-requirements]: no requirement was found",
        "requirements are what `ecs-policy generate --format requirements` writes, one a line");
  }

  @Test
  void aLineThatNeverEndsIsRefused() throws IOException {
    String said = merge("{\"requirements\":" + "1".repeat(1 << 21)).err();
    assertTrue(said.startsWith(FILE + ":1:1: error[document-too-large]: "), said);
  }

  @Test
  void otherEncodingsAreRefusedWhereTheyShow() throws IOException {
    Files.write(folder.resolve(FILE), new byte[] {'{', '}', '\n', (byte) 0xff});
    String said = Invocation.in(folder).run("merge", FILE).err();
    assertTrue(said.contains(FILE + ":2:1: error[invalid-utf-8]: "), said);
  }

  /** Of those that are alike the first has its say, but no line takes back what is an error. */
  @Test
  void nothingButAnErrorTakesThePlaceOfOne() throws IOException {
    String said =
        "\n{\"requirements\":1,\"scope\":\"secrets\",\"diagnostic\":{\"code\":\"wildcard\","
            + "\"severity\":\"%s\",\"message\":\"%s\"},\"ofFirst\":{\"likeness\":\""
            + "0".repeat(64)
            + "\",\"at\":{\"file\":\"%s\",\"line\":1,\"column\":1,\"pointer\":\"\"}}}";
    String error = said.formatted("error", "later", "b.json");
    Outcome first = merge(good() + error + said.formatted("error", "sooner", "a.json"));
    assertEquals(ExitStatus.INVALID, first.status());
    assertTrue(first.err().contains("error[wildcard]: sooner\n"), first.err());
    assertFalse(first.err().contains("later"), first.err());
    Outcome kept = merge(good() + error + said.formatted("warning", "sooner", "a.json"));
    assertEquals(ExitStatus.INVALID, kept.status());
    assertTrue(kept.err().contains("error[wildcard]: later\n"), kept.err());
    assertTrue(kept.err().contains("warning[wildcard]: sooner\n"), kept.err());
  }

  /** What a line says is printed, but neither moves the cursor nor adds a line. */
  @Test
  void aDiagnosticOfALineObeysNoTerminal() throws IOException {
    Outcome outcome =
        merge(
            good()
                + "\n{\"requirements\":1,\"scope\":\"secrets\",\"diagnostic\":{\"code\":\"wildcard\","
                + "\"severity\":\"warning\",\"message\":\"a\\u001b[31m\\nerror[x]\","
                + "\"hint\":[\"\\u202e\",{\"setting\":\"region\",\"value\":\"\\u0007\"}],"
                + "\"at\":{\"file\":\"\\u001b\",\"line\":1,\"column\":1,\"pointer\":\"\"}}}");
    assertEquals(ExitStatus.FINE, outcome.status());
    assertTrue(
        outcome.err().contains("\\u001b:1:1: warning[wildcard]: a\\u001b[31m\\u000aerror[x]\n"),
        outcome.err());
    assertTrue(outcome.err().contains("  hint: \\u202e`--region \\u0007`\n"), outcome.err());
  }

  /** Wherever a line is changed, it is refused or it allows one thing of the same kind. */
  @Test
  void noChangeOfALineWidensThePolicyOrCrashes() throws IOException {
    String good = good();
    int resource = good.indexOf("\"resource\"");
    Random random = new Random(7);
    for (int i = 0; i < good.length(); i++) {
      boolean isNear = i >= resource && i < good.indexOf("\"key\"");
      String changes = isNear ? "*?$\"" + any(random) : i % 3 == 0 ? "*" : "";
      for (char c : changes.toCharArray()) {
        Outcome outcome =
            Invocation.in(folder)
                .reading(good.substring(0, i) + c + good.substring(i + 1))
                .run("merge", "--quiet", "-");
        assertTrue(outcome.status() <= ExitStatus.INVALID, outcome.err());
        assertFalse(outcome.out().matches("(?s).*[*?$].*"), outcome.out());
      }
    }
  }

  private static char any(Random random) {
    return (char) (' ' + random.nextInt(95));
  }

  @Test
  void whatIsAboutPoliciesIsRefusedWhereRequirementsAreWritten() throws IOException {
    Files.writeString(folder.resolve("task.json"), "[{\"secrets\": []}]");
    for (String option :
        List.of("--merge", "--role-name=web", "--split=managed", "--output-dir=out", "--compact")) {
      Outcome outcome =
          Invocation.in(folder).run("generate", "--format=requirements", option, "task.json");
      assertEquals(ExitStatus.INVALID, outcome.status());
      assertEquals(
          "error: "
              + option.replaceFirst("=.*", "")
              + " is about policies, which `ecs-policy merge` makes of requirements",
          outcome.err().lines().findFirst().orElseThrow());
    }
  }

  /** The role of a template that has no name yet cannot be told apart from others. */
  @Test
  void whatOnlyAwsWillKnowIsNoRequirement() throws IOException {
    Files.writeString(
        folder.resolve("stack.yaml"),
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties: {AssumeRolePolicyDocument: {}}
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: app
              ExecutionRoleArn: !GetAtt Role.Arn
              ContainerDefinitions:
                - Name: app
                  Image: nginx
                  Secrets:
                    - Name: DB
                      ValueFrom: arn:aws:ssm:eu-west-1:111122223333:parameter/db
        """);
    Outcome outcome =
        Invocation.in(folder)
            .run("generate", "--format=requirements", "--account=111122223333", "stack.yaml");
    assertEquals(ExitStatus.INVALID, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(
        outcome
            .err()
            .startsWith(
                "stack.yaml:9:25: error[symbolic-value]: only AWS will know what `${Role}` is"),
        outcome.err());
  }
}
