package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.AccessRequest;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.PolicySyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.json.JSONException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/**
 * Compares {@code old.json} and {@code new.json} of each folder of {@code diffs}, named by a
 * sentence about AWS. Its {@code case.json} has the page that says so and what {@code --format
 * json} has to hold at least, written by hand.
 */
class DiffCasesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "diffs");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String OLD = "old.json";
  private static final String NEW = "new.json";

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  dynamicContainer(folder.getFileName().toString(), folder.toUri(), tests(folder)));
    }
  }

  private static Stream<DynamicTest> tests(Path folder) {
    return Stream.of(
        dynamicTest("says what is expected", () -> saysWhatIsExpected(folder)),
        dynamicTest("loses the other way round", () -> losesTheOtherWayRound(folder)),
        dynamicTest("differs from itself in nothing", () -> differsFromItselfInNothing(folder)),
        dynamicTest("has witnesses that the policies confirm", () -> witnessesAreTrue(folder)),
        dynamicTest("reads standard input too", () -> readsStandardInput(folder)),
        dynamicTest("prints nothing that a terminal obeys", () -> isVisible(folder)));
  }

  private static JsonNode written(Path folder) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("case.json")));
  }

  private static Outcome diff(Path folder, String before, String after, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("diff", before, after, "--quiet"));
    written(folder).path("arguments").forEach(each -> arguments.add(each.asText()));
    arguments.addAll(List.of(options));
    return Invocation.in(folder)
        .reading(Files.readString(folder.resolve(OLD)))
        .run(arguments.toArray(String[]::new));
  }

  private static JsonNode json(Path folder, String before, String after) throws IOException {
    Outcome outcome = diff(folder, before, after, "--format=json");
    assertEquals("", outcome.err());
    assertEquals(ExitStatus.FINE, outcome.status());
    return JSON.readTree(outcome.out());
  }

  private static void saysWhatIsExpected(Path folder) throws IOException, JSONException {
    JsonNode written = written(folder);
    assertTrue(written.path("source").asText().startsWith("https://docs.aws.amazon.com/"));
    JsonNode expected = written.path("expected");
    JSONAssert.assertEquals(
        expected.toString(), json(folder, OLD, NEW).toString(), JSONCompareMode.STRICT_ORDER);
    boolean differs = expected.path("differs").booleanValue();
    assertEquals(
        differs ? ExitStatus.FINDINGS : ExitStatus.FINE,
        diff(folder, OLD, NEW, "--exit-code").status());
    Outcome text = diff(folder, OLD, NEW);
    assertEquals(!differs, text.out().contains("no role gains or loses anything"), text.out());
    for (JsonNode role : expected.path("roles")) {
      for (String side : List.of("gains", "loses")) {
        for (JsonNode each : role.path(side)) {
          String sign = side.equals("gains") ? "+" : "-";
          String line = sign + " `" + each.path("action").asText() + "` on `";
          assertTrue(text.out().contains(line + each.path("resource").asText() + "`"), text.out());
        }
      }
    }
  }

  private static List<String> permissions(JsonNode report, String side) {
    return StreamSupport.stream(report.path("roles").spliterator(), false)
        .flatMap(role -> StreamSupport.stream(role.path(side).spliterator(), false))
        .map(each -> each.path("action") + " " + each.path("resource") + each.path("conditions"))
        .toList();
  }

  private static void losesTheOtherWayRound(Path folder) throws IOException {
    JsonNode there = json(folder, OLD, NEW);
    JsonNode back = json(folder, NEW, OLD);
    assertEquals(permissions(there, "gains"), permissions(back, "loses"));
    assertEquals(permissions(there, "loses"), permissions(back, "gains"));
  }

  private static void differsFromItselfInNothing(Path folder) throws IOException {
    for (String version : List.of(OLD, NEW)) {
      assertFalse(json(folder, version, version).path("differs").booleanValue());
    }
  }

  private static void witnessesAreTrue(Path folder) throws IOException, PolicySyntaxException {
    JsonNode report = json(folder, OLD, NEW);
    for (JsonNode role : report.path("roles")) {
      for (String side : List.of("gains", "loses")) {
        for (JsonNode each : role.path(side)) {
          if (each.has("witness")) {
            confirm(folder, role.path("role").asText(""), each.path("witness"));
          }
        }
      }
    }
  }

  private static void confirm(Path folder, String role, JsonNode witness)
      throws IOException, PolicySyntaxException {
    Map<String, List<String>> context = new TreeMap<>();
    witness
        .path("context")
        .properties()
        .forEach(
            key ->
                context.put(
                    key.getKey(),
                    StreamSupport.stream(key.getValue().spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()));
    AccessRequest request =
        new AccessRequest(
            witness.path("action").asText(), witness.path("resource").asText(), context);
    assertEquals(witness.path("before").asText(), answer(folder, OLD, role, request));
    assertEquals(witness.path("after").asText(), answer(folder, NEW, role, request));
  }

  private static String answer(Path folder, String file, String role, AccessRequest request)
      throws IOException, PolicySyntaxException {
    JsonNode document = JSON.readTree(Files.readString(folder.resolve(file)));
    if (document.isArray()) {
      for (JsonNode each : document) {
        if (each.path("RoleName").asText().equalsIgnoreCase(role)) {
          document = each.path("PolicyDocument");
        }
      }
    }
    Decision decision =
        new PolicyEvaluator(PolicyDocument.parse(document.toString())).decide(request);
    return decision.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void readsStandardInput(Path folder) throws IOException {
    Outcome named = diff(folder, OLD, NEW);
    Outcome piped = diff(folder, "-", NEW);
    assertEquals(named.out().replace(OLD, "<stdin>"), piped.out().replace(OLD, "<stdin>"));
  }

  private static void isVisible(Path folder) throws IOException {
    for (String format : List.of("text", "markdown", "json")) {
      diff(folder, OLD, NEW, "--format", format)
          .out()
          .lines()
          .forEach(line -> assertEquals(Quotation.visible(line), line));
    }
  }
}
