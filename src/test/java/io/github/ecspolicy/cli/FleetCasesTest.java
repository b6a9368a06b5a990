package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.diagnostic.Quotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/**
 * Runs {@code fleet} on each folder of {@code fleets}, named by a sentence about AWS:
 *
 * <ul>
 *   <li>{@code tasks.ndjson}: one task definition a line
 *   <li>{@code dump.json}: as {@code aws iam get-account-authorization-details} prints it
 *   <li>{@code case.json}: the page, the exit status, and what {@code --format json} has to hold at
 *       least, written by hand
 *   <li>{@code expected.csv}: the rows, written by hand
 * </ul>
 */
class FleetCasesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "fleets");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ORDERS = 3;

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  dynamicContainer(folder.getFileName().toString(), folder.toUri(), tests(folder)));
    }
  }

  /** What only AWS will know is shown as its template has it, and is no number where it matters. */
  @Test
  void aTemplateTellsWhatItsRolesAreAllowed(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("stack.yaml"),
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  Effect: Allow
                  Principal: {Service: ecs-tasks.amazonaws.com}
                  Action: sts:AssumeRole
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: app
              ExecutionRoleArn: !GetAtt Role.Arn
              ContainerDefinitions:
                - Name: app
                  Image: public.ecr.aws/nginx/nginx:1.27
                  Secrets:
                    - Name: DB
                      ValueFrom: !ImportValue unknown
        """);
    Outcome fleet =
        Invocation.in(folder)
            .run("fleet", "--quiet", "--keep-going", "--format", "json", "stack.yaml");
    JsonNode role = JSON.readTree(fleet.out()).path("roles").path(0);
    assertEquals("${Role}", role.path("role").asText());
    assertEquals(
        "the trust policy lets ECS assume the role `${Role}` for tasks of other accounts too",
        role.path("findings").path(0).path("message").asText());
    assertTrue(role.path("score").isNull(), fleet.out());
  }

  private static Stream<DynamicTest> tests(Path folder) {
    return Stream.of(
        dynamicTest("says what is expected", () -> saysWhatIsExpected(folder)),
        dynamicTest("writes the rows", () -> writesTheRows(folder)),
        dynamicTest("says the same in any order", () -> saysTheSameInAnyOrder(folder)),
        dynamicTest("says the same of files", () -> saysTheSameOfFiles(folder)),
        dynamicTest("prints nothing that a terminal obeys", () -> isVisible(folder)));
  }

  private static JsonNode written(Path folder) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("case.json")));
  }

  private static List<String> tasks(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("tasks.ndjson"));
  }

  private static Outcome fleet(Path folder, List<String> tasks, String format) {
    return Invocation.in(folder)
        .reading(String.join("\n", tasks))
        .run("fleet", "--quiet", "--policy", "dump.json", "--format", format, "-");
  }

  private static void saysWhatIsExpected(Path folder) throws IOException, JSONException {
    JsonNode written = written(folder);
    assertTrue(written.path("source").asText().startsWith("https://docs.aws.amazon.com/"));
    Outcome outcome = fleet(folder, tasks(folder), "json");
    assertEquals("", outcome.err());
    JSONAssert.assertEquals(
        written.path("expected").toString(), outcome.out(), JSONCompareMode.STRICT_ORDER);
    assertEquals(written.path("exit").asInt(), outcome.status());
  }

  private static void writesTheRows(Path folder) throws IOException {
    assertEquals(
        Files.readString(folder.resolve("expected.csv")),
        fleet(folder, tasks(folder), "csv").out());
  }

  private static void saysTheSameInAnyOrder(Path folder) throws IOException {
    for (String format : List.of("text", "csv", "json")) {
      Outcome first = fleet(folder, tasks(folder), format);
      for (int seed = 0; seed < ORDERS; seed++) {
        List<String> shuffled = new ArrayList<>(tasks(folder));
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(first, fleet(folder, shuffled, format), "seed " + seed);
      }
    }
  }

  private static void saysTheSameOfFiles(Path folder) throws IOException {
    Path scattered = Files.createTempDirectory("fleet");
    List<String> tasks = tasks(folder);
    for (int i : IntStream.range(0, tasks.size()).toArray()) {
      Files.writeString(scattered.resolve(i + ".json"), tasks.get(i));
    }
    Outcome files =
        Invocation.in(folder)
            .run(
                "fleet",
                "--quiet",
                "--policy",
                "dump.json",
                "--format",
                "csv",
                scattered.toString());
    assertEquals(fleet(folder, tasks, "csv"), files);
  }

  private static void isVisible(Path folder) throws IOException {
    for (String format : List.of("text", "csv", "json")) {
      fleet(folder, tasks(folder), format)
          .out()
          .lines()
          .forEach(line -> assertEquals(Quotation.visible(line), line));
    }
  }
}
