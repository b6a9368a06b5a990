package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import io.github.ecspolicy.diagnostic.Quotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that cannot be understood. Most stand in {@code bad-input/*.json}. */
class BadInputTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final String FILE = "task.json";
  private static final String SECRET_VALUE = "hunter2-0123456789";

  private static final List<String> FILES =
      List.of("malformed.json", "malformed-yaml.json", "wrong-types.json", "other-documents.json");

  @TempDir private Path folder;

  /**
   * A document and what is said of it.
   *
   * @param name a sentence
   * @param input the lines of the file; the last has no line end
   * @param at line and column of the error
   * @param error code and message
   * @param hint empty if any hint will do
   */
  record Case(String name, List<String> input, String at, String error, String hint) {
    static List<Case> in(String file) throws IOException {
      try (InputStream in = BadInputTest.class.getResourceAsStream("/bad-input/" + file)) {
        return Stream.of(JSON.readValue(in, Case[].class)).toList();
      }
    }

    String firstLine() {
      String[] parts = error.split(": ", 2);
      return FILE + ":" + at + ": error[" + parts[0] + "]: " + parts[1];
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotJsonIsRefusedAtItsVeryPlace() throws IOException {
    return refused("malformed.json");
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotYamlIsRefusedAtItsVeryPlace() throws IOException {
    return refused("malformed-yaml.json");
  }

  @TestFactory
  Stream<DynamicTest> aFieldOfTheWrongTypeIsRefused() throws IOException {
    return refused("wrong-types.json");
  }

  @TestFactory
  Stream<DynamicTest> wellFormedJsonThatIsNoTaskDefinitionIsRefused() throws IOException {
    return refused("other-documents.json");
  }

  private Stream<DynamicTest> refused(String file) throws IOException {
    return Case.in(file).stream().map(each -> dynamicTest(each.name(), () -> refuses(each)));
  }

  private void refuses(Case bad) throws IOException {
    List<String> said = errors(bad);
    assertEquals(bad.firstLine(), said.get(0));
    if (!bad.hint().isEmpty()) {
      assertEquals("  hint: " + bad.hint(), said.get(1));
    }
  }

  /** What is said of a case, from the first error on. */
  private List<String> errors(Case bad) throws IOException {
    Files.writeString(folder.resolve(FILE), String.join("\n", bad.input()));
    return Refusal.of(folder, FILE).lines().dropWhile(line -> !line.contains(": error[")).toList();
  }

  @TestFactory
  Stream<DynamicTest> everyErrorComesWithAHint() {
    Map<String, List<Case>> byCode =
        FILES.stream()
            .flatMap(file -> cases(file).stream())
            .collect(Collectors.groupingBy(each -> each.error().split(": ")[0]));
    return byCode.entrySet().stream()
        .map(code -> dynamicTest(code.getKey(), () -> comeWithAHint(code.getValue())));
  }

  private static List<Case> cases(String file) {
    try {
      return Case.in(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void comeWithAHint(List<Case> cases) throws IOException {
    for (Case bad : cases) {
      List<String> said = errors(bad);
      assertTrue(said.size() > 1 && said.get(1).startsWith("  hint: "), said.get(0));
    }
  }

  @TestFactory
  Stream<DynamicTest> noCaseIsListedTwice() {
    return FILES.stream()
        .map(
            file ->
                dynamicTest(
                    file,
                    () -> {
                      List<String> names = cases(file).stream().map(Case::name).toList();
                      assertFalse(names.isEmpty());
                      assertEquals(names.stream().distinct().toList(), names);
                    }));
  }

  @Test
  void tenThousandListsWithinEachOtherAreRefused() throws IOException {
    Files.writeString(folder.resolve(FILE), "[".repeat(10_000) + "]".repeat(10_000));
    assertNestedTooDeep(201);
  }

  @Test
  void tenThousandObjectsThatNobodyReadsAreRefused() throws IOException {
    String start = "{\"containerDefinitions\":[],\"x\":";
    Files.writeString(
        folder.resolve(FILE), start + "{\"x\":".repeat(10_000) + "0" + "}".repeat(10_001));
    assertNestedTooDeep(start.length() + 199 * "{\"x\":".length() + 1);
  }

  private void assertNestedTooDeep(int column) throws IOException {
    String[] said = Refusal.of(folder, FILE).split("\n");
    assertEquals(
        "task.json:1:"
            + column
            + ": error[nested-too-deep]: objects and lists are nested deeper than 200 levels",
        said[0]);
    assertTrue(said.length == 2 && said[1].startsWith("  hint: "), String.join("\n", said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a\\u001b[31m",
        "/a\\u202eb",
        "/a\\nerror[x] y",
        "/a\\u009b2J",
        "/a\\u2028b",
        "/a\\ud800b"
      })
  void aReferenceCanNeitherColourTheTerminalNorTurnTheTextNorAddALine(String reference)
      throws IOException {
    Files.writeString(
        folder.resolve(FILE),
        "[{\"secrets\": [{\"name\": \"A\", \"valueFrom\": \"" + reference + "\"}]}]");
    String said = Refusal.of(folder, FILE);
    assertTrue(said.startsWith("task.json:1:42: error[parameter-name]: "), said);
    assertEquals(2, said.lines().count(), said);
    assertTrue(
        said.codePoints()
            .filter(c -> c != '\n')
            .mapToObj(Character::toString)
            .allMatch(c -> Quotation.visible(c).equals(c)),
        said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${DB}",
        "/prod/${DB}",
        "arn:aws:ssm:${AWS::Region}:1:x",
        "/prod/${DB",
        "/prod/$DB",
        "/prod/{{ db }}",
        "/{% if prod %}/db",
        "/prod/<%= db %>",
        "/prod/__DB__",
        "/prod/@@db@@",
        "/prod/#{db}#",
        "/prod/%DB%",
        "app-<ENV>-url",
        "arn:aws:ssm:<region>:<account-id>:parameter/<ENV>/db",
        "arn:aws:ssm:eu-west-1:<prod-account>:parameter/db"
      })
  void aReferenceThatHoldsAPlaceholderIsRefused(String reference) throws IOException {
    Files.writeString(
        folder.resolve(FILE),
        "[{\"secrets\": [{\"name\": \"A\", \"valueFrom\": \"" + reference + "\"}]}]");
    String said = Refusal.of(folder, FILE);
    assertTrue(said.startsWith("task.json:1:42: error[placeholder]: the placeholder `"), said);
    String isOpen = "` is still to be filled in";
    boolean isAllThereIs = said.contains("`" + reference + isOpen);
    assertTrue(
        said.contains(isOpen + (isAllThereIs ? "" : ": `" + reference + "`") + "\n  hint: "), said);
  }

  /** Cuts a good file off at each character, then leaves out each, then doubles each. */
  @Test
  void whereverAFileIsBrokenNoPlainValueIsShownAndNothingCrashes() throws IOException {
    String good;
    try (InputStream in = getClass().getResourceAsStream("/bad-input/good-task.json")) {
      good = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(good.contains(SECRET_VALUE));
    for (int i = 0; i < good.length(); i++) {
      shows(good.substring(0, i));
      shows(good.substring(0, i) + good.substring(i + 1));
      shows(good.substring(0, i) + good.charAt(i) + good.substring(i));
    }
  }

  private void shows(String text) throws IOException {
    Files.writeString(folder.resolve(FILE), text);
    Outcome outcome = Invocation.in(folder).run("generate", FILE);
    assertAll(
        () -> assertTrue(outcome.status() <= ExitStatus.INVALID, text + "\n" + outcome.err()),
        () -> assertFalse(outcome.err().contains("hunter2"), outcome.err()),
        () -> assertFalse(outcome.err().contains("0123456"), outcome.err()),
        () -> assertFalse(outcome.out().contains("hunter2"), outcome.out()));
  }

  @Test
  void allProblemsOfAllFilesAreReportedInOneRunSortedByPlace() throws IOException {
    Files.writeString(folder.resolve("c.json"), "{\n\"family\": ");
    Files.writeString(folder.resolve("a.json"), "");
    Files.writeString(
        folder.resolve("b.json"),
        """
        [{"name": 1, "secrets": [
          {"name": "X"},
          {"name": "Y", "valueFrom": ""}]}]
        """);
    List<String> places =
        Refusal.of(folder, "c.json", "missing.json", "b.json", "a.json")
            .lines()
            .filter(line -> !line.startsWith("  hint: "))
            .map(line -> line.replaceAll("]: .*", "]"))
            .toList();
    assertEquals(
        List.of(
            "a.json:1:1: error[empty-input]",
            "b.json:1:11: error[wrong-type]",
            "b.json:2:3: error[value-from-missing]",
            "b.json:3:30: error[value-from-empty]",
            "c.json:2:11: error[malformed-json]",
            "missing.json:1:1: error[file-not-found]"),
        places);
  }

  @Test
  void aBadLineOfManyIsNamedByItsNumber() throws IOException {
    String good = "{\"containerDefinitions\": []}\n";
    Files.writeString(folder.resolve(FILE), good + good + "{\"family\": }\n" + good);
    assertTrue(
        Refusal.of(folder, FILE).startsWith("task.json:3:12: error[malformed-json]: "),
        Refusal.of(folder, FILE));
  }
}
