package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.render.ErrorReportRenderer;
import io.github.ecspolicy.stopped.ReasonExplainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/**
 * Runs {@code explain-error} on each folder of {@code stopped-reasons}, named by a sentence about
 * AWS:
 *
 * <ul>
 *   <li>{@code input.txt}: what is pasted
 *   <li>{@code expected.json}: what it means, written by hand: verdict, code, caller, call and
 *       statement of each error, and the policy that is missing
 *   <li>{@code expected.txt}: the whole text; {@code -Dgolden.update} rewrites it
 *   <li>{@code accesses.json}: the calls that the policy has to allow, and neighbours of theirs
 * </ul>
 */
class StoppedReasonsTest {
  static final Path FOLDER = Path.of("src", "test", "resources", "stopped-reasons");

  private static final boolean UPDATE = System.getProperty("golden.update") != null;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> FILES =
      Set.of("input.txt", "expected.json", "expected.txt", "accesses.json");

  private static final ReasonExplainer EXPLAINER = new ReasonExplainer();

  /** Widths of terminals, consoles and mails. */
  private static final List<Integer> WIDTHS = List.of(60, 72, 80, 97, 132);

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
        dynamicTest("has the files it needs", () -> hasTheFilesItNeeds(folder)),
        dynamicTest("says what is expected", () -> saysWhatIsExpected(folder)),
        dynamicTest("means what is expected", () -> meansWhatIsExpected(folder)),
        dynamicTest("allows what was refused alone", () -> allowsWhatWasRefusedAlone(folder)),
        dynamicTest("means the same however it is pasted", () -> meansTheSame(folder)));
  }

  private static void hasTheFilesItNeeds(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      assertTrue(FILES.containsAll(names), names::toString);
    }
    JsonNode expected = JSON.readTree(Files.readString(folder.resolve("expected.json")));
    assertEquals(
        !expected.path("missing").isEmpty(),
        Files.exists(folder.resolve("accesses.json")),
        "a policy needs calls to be held to");
  }

  private static String input(Path folder) throws IOException {
    return Files.readString(folder.resolve("input.txt"));
  }

  private static Outcome explained(String text, String... options) {
    List<String> arguments = new ArrayList<>(List.of("explain-error"));
    arguments.addAll(List.of(options));
    Outcome outcome = Invocation.in(FOLDER).reading(text).run(arguments.toArray(String[]::new));
    assertEquals("", outcome.err());
    return outcome;
  }

  private static JsonNode meaning(String text) throws IOException {
    return JSON.readTree(ErrorReportRenderer.json(EXPLAINER.explain(text)));
  }

  private static void saysWhatIsExpected(Path folder) throws IOException {
    Outcome outcome = explained(input(folder));
    Path golden = folder.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(golden, outcome.out());
    }
    assertEquals(Files.readString(golden), outcome.out());
    JsonNode expected = JSON.readTree(Files.readString(folder.resolve("expected.json")));
    boolean recognised = expected.path("recognised").booleanValue();
    assertEquals(recognised ? ExitStatus.FINE : ExitStatus.FINDINGS, outcome.status());
    outcome.out().lines().forEach(line -> assertEquals(Quotation.visible(line), line));
    Outcome asArgument = Invocation.in(FOLDER).run("explain-error", input(folder));
    assertEquals(outcome, asArgument, "from standard input or as an argument");
  }

  private static void meansWhatIsExpected(Path folder) throws IOException, JSONException {
    JSONAssert.assertEquals(
        Files.readString(folder.resolve("expected.json")),
        explained(input(folder), "--format=json").out(),
        JSONCompareMode.STRICT_ORDER);
  }

  /** The statements are no more and no less than the calls in the messages call for. */
  private static void allowsWhatWasRefusedAlone(Path folder)
      throws IOException, PolicySyntaxException {
    List<PolicyDocument> policies = new ArrayList<>();
    for (JsonNode missing : meaning(input(folder)).path("missing")) {
      policies.add(PolicyDocument.parse(missing.path("policy").toString()));
    }
    if (policies.isEmpty()) {
      return;
    }
    Access.Expected expected = Access.Expected.read(folder.resolve("accesses.json"));
    assertTrue(!expected.accesses().isEmpty() && !expected.denied().isEmpty());
    for (PolicyDocument policy : policies) {
      new PolicyLaws(policy, expected).everyNeighbourIsDenied();
      new PolicyLaws(policy, expected).whatIsWrittenIsReadBackEqual();
    }
    for (Access access : expected.accesses()) {
      assertTrue(
          policies.stream()
              .map(PolicyEvaluator::new)
              .anyMatch(each -> each.decide(access.request()) == Decision.ALLOWED),
          access::toString);
    }
    if (policies.size() == 1) {
      PolicyLaws laws = new PolicyLaws(policies.get(0), expected);
      laws.everyAccessIsAllowed();
      laws.nothingCanBeTakenAway();
      laws.everyConditionHoldsSomethingOff();
    }
  }

  /** Lines are broken at any width, quotes escaped or rounded, and JSON put around it. */
  private static void meansTheSame(Path folder) throws IOException {
    String text = input(folder).strip();
    boolean isPlain = Quotation.visible(text).equals(text) && text.indexOf('\\') < 0;
    boolean isOneMessage = text.lines().count() == 1 && !text.startsWith("{");
    if (!isOneMessage || !isPlain) {
      return;
    }
    JsonNode meaning = meaning(text);
    for (int width : WIDTHS) {
      assertSame(meaning, meaning(broken(text, width)), "broken at " + width);
      assertSame(meaning, meaning(wrapped(text, width)), "wrapped at " + width);
    }
    assertSame(meaning, meaning(text.replace('\'', '\u2019')), "typographic");
    assertSame(
        meaning, meaning("\"stoppedReason\": " + JSON.writeValueAsString(text) + ","), "escaped");
    String document = "{\"tasks\": [{\"stoppedReason\": " + JSON.writeValueAsString(text) + "}]}";
    assertSame(meaning, meaning(document), "in a document");
    assertSame(meaning, meaning(JSON.writeValueAsString(document)), "in a document in a string");
  }

  /** As a terminal breaks lines, at the width, whatever stands there. */
  private static String broken(String text, int width) {
    StringBuilder lines = new StringBuilder();
    for (int start = 0; start < text.length(); start += width) {
      lines.append(text, start, Math.min(start + width, text.length())).append('\n');
    }
    return lines.toString();
  }

  /** As consoles and mails break lines, between words. */
  private static String wrapped(String text, int width) {
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ")) {
      boolean fits = length + word.length() < width;
      lines.append(length == 0 ? "" : fits ? " " : "\n").append(word);
      length = fits ? length + 1 + word.length() : word.length();
    }
    return lines.toString();
  }

  private static void assertSame(JsonNode expected, JsonNode actual, String how) {
    assertEquals(facts(expected), facts(actual), how);
  }

  /** What is wrong and what is missing; what is advised may tell of the way it was pasted. */
  private static List<Object> facts(JsonNode meaning) {
    List<Object> facts = new ArrayList<>();
    facts.add(meaning.path("missing"));
    for (JsonNode explanation : meaning.path("explanations")) {
      facts.add(explanation.path("code"));
      facts.add(explanation.path("caller"));
      facts.add(explanation.path("action"));
      facts.add(
          Optional.of(explanation.path("statements")).filter(each -> !each.isEmpty()).isPresent());
    }
    return facts;
  }
}
