package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.cli.PolicyCase.ExpectedPolicy;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.render.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.json.JSONException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/**
 * Runs every {@link PolicyCase} through the command, and holds every policy to the laws.
 *
 * <p>{@code -Dgolden.update} rewrites the policies and diagnostics of the cases.
 */
class CasesTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  /** Stands in the inputs where a plain value stands, which nobody is ever shown. */
  private static final String CANARY = "PLAINTEXT-CANARY";

  private static final List<String> FORMATS =
      Arrays.stream(OutputFormat.values()).map(OutputFormat::word).toList();

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    return PolicyCase.all().stream()
        .map(each -> dynamicContainer(each.name(), each.folder().toUri(), tests(each)));
  }

  private Stream<DynamicTest> tests(PolicyCase each) {
    return Stream.of(
        dynamicTest("has the files it needs", () -> assertEquals(List.of(), each.problems())),
        dynamicTest("writes what is expected", () -> writesWhatIsExpected(each)),
        dynamicTest("writes the same in any order", () -> writesTheSameInAnyOrder(each)),
        dynamicTest("keeps the laws", () -> keepsTheLaws(each)),
        dynamicTest("never shows a plain value", () -> showsNoPlainValue(each)));
  }

  /** What a case wrote: its diagnostics, its exit status, and its policies by file. */
  private record Result(int status, String diagnostics, Map<String, String> policies) {}

  private Result result(PolicyCase each) throws IOException {
    if (!each.hasPolicyPerRole()) {
      Outcome run = each.run("generate", each.arguments());
      Map<String, String> policies =
          run.out().isEmpty() ? Map.of() : Map.of("policy.json", run.out());
      return new Result(run.status(), run.err(), policies);
    }
    Path folder = Files.createTempDirectory(scratch, "policies");
    List<String> arguments = new ArrayList<>(each.arguments());
    arguments.add("--output-dir=" + folder.toAbsolutePath());
    Outcome run = each.run("generate", arguments);
    assertEquals("", run.out());
    return new Result(run.status(), run.err(), texts(folder));
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private void writesWhatIsExpected(PolicyCase each) throws IOException, JSONException {
    Result result = result(each);
    if (UPDATE) {
      update(each, result);
    }
    assertEquals(each.diagnostics(), result.diagnostics());
    assertEquals(each.status(), result.status());
    Map<String, ExpectedPolicy> policies = each.policies();
    assertEquals(policies.keySet(), result.policies().keySet());
    for (String name : policies.keySet()) {
      String expected = policies.get(name).text();
      String actual = result.policies().get(name);
      JSONAssert.assertEquals(expected, actual, JSONCompareMode.STRICT);
      assertEquals(expected, actual);
    }
    assertEquals(result, result(each), "a second run writes the same");
  }

  private static void update(PolicyCase each, Result result) throws IOException {
    for (Map.Entry<String, ExpectedPolicy> policy : each.policies().entrySet()) {
      String text = result.policies().get(policy.getKey());
      assertNotNull(text, "there is no policy");
      Files.writeString(policy.getValue().file(), text);
    }
    if (result.diagnostics().isEmpty()) {
      Files.deleteIfExists(each.diagnosticsFile());
    } else {
      Files.writeString(each.diagnosticsFile(), result.diagnostics());
    }
  }

  private void writesTheSameInAnyOrder(PolicyCase each) throws IOException {
    if (!each.policies().isEmpty()) {
      PolicyCase reversed = ReversedInput.copy(each, Files.createTempDirectory(scratch, "case"));
      assertEquals(result(each).policies(), result(reversed).policies());
    }
  }

  private void keepsTheLaws(PolicyCase each) throws Exception {
    Map<String, String> policies = result(each).policies();
    for (Map.Entry<String, ExpectedPolicy> expected : each.policies().entrySet()) {
      String text = policies.get(expected.getKey());
      assertNotNull(text, "there is no policy");
      PolicyLaws laws = new PolicyLaws(PolicyDocument.parse(text), expected.getValue().expected());
      laws.everyAccessIsAllowed();
      laws.everyNeighbourIsDenied();
      laws.nothingCanBeTakenAway();
      laws.noValueOfAConditionCanBeTakenAway();
      laws.everyConditionHoldsSomethingOff();
      laws.nothingIsWiderThanTheInput(given(each));
      laws.whatIsWrittenIsReadBackEqual();
    }
  }

  /** All text that a name in a policy can come from. */
  private static String given(PolicyCase each) throws IOException {
    StringBuilder given = new StringBuilder(String.join("\n", each.arguments()));
    for (Path input : each.givenFiles()) {
      String text = Files.readString(input);
      // Terraform has JSON in strings.
      given.append(text).append(text.replace("\\\"", "\""));
    }
    return given.toString();
  }

  private static void showsNoPlainValue(PolicyCase each) throws IOException {
    List<String> shared =
        each.arguments().stream()
            .filter(argument -> !argument.startsWith("--format="))
            .filter(argument -> !argument.equals("--allow-empty"))
            .toList();
    for (String format : FORMATS) {
      List<String> arguments = new ArrayList<>(shared);
      arguments.add("--format=" + format);
      isSilentOnPlainValues(each.run("generate", arguments));
    }
    isSilentOnPlainValues(each.run("explain", shared));
  }

  private static void isSilentOnPlainValues(Outcome run) {
    assertFalse(run.out().contains(CANARY), run::out);
    assertFalse(run.err().contains(CANARY), run::err);
    assertFalse(run.status() == ExitStatus.BUG, run::err);
  }
}
