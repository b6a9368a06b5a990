package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode;
import io.github.ecspolicy.diagnostic.Dialect;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.template.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every format of every check, compared with a file; {@code -Dgolden.update} writes the files. */
class CheckFormatTest {
  private static final Path GOLDEN = Path.of("src/test/resources/check-formats");
  private static final RenderOptions PLAIN =
      new RenderOptions(Dialect.COMMAND_LINE, Shell.POSIX, false);
  private static final Map<CheckFormat, String> FILES =
      new EnumMap<>(
          Map.of(
              CheckFormat.TEXT, "text.txt",
              CheckFormat.JSON, "json.json",
              CheckFormat.SARIF, "sarif.json",
              CheckFormat.JUNIT, "junit.xml",
              CheckFormat.MARKDOWN, "markdown.md",
              CheckFormat.GITHUB, "github.txt"));

  static String render(CheckFormat format, CheckReport report) {
    return format.render(report, FailOn.MISSING, PLAIN);
  }

  static JsonNode json(CheckFormat format, CheckReport report) throws IOException {
    return JsonMapper.builder().build().readTree(render(format, report));
  }

  @ParameterizedTest
  @EnumSource
  void writesTheGoldenFiles(CheckReports made) throws IOException {
    Path folder = GOLDEN.resolve(made.name().toLowerCase(Locale.ROOT));
    Map<String, String> texts = new TreeMap<>();
    FILES.forEach((format, file) -> texts.put(file, goldenText(format, made.report())));
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Files.writeString(folder.resolve(text.getKey()), text.getValue());
      }
    }
    assertEquals(texts.keySet(), names(folder));
    assertAll(
        texts.entrySet().stream()
            .map(
                text ->
                    () ->
                        assertEquals(
                            Files.readString(folder.resolve(text.getKey())),
                            text.getValue(),
                            text.getKey())));
  }

  /** The rules are the page on findings once more, and the same in every file. */
  private static String goldenText(CheckFormat format, CheckReport report) {
    String text = render(format, report);
    return format == CheckFormat.SARIF
        ? text.replaceFirst("(?s)\"rules\": \\[\n.*?\n          ]", "\"rules\": []")
        : text;
  }

  @Test
  void everyFolderHasItsReportAndEveryFormatItsFile() throws IOException {
    assertEquals(
        Stream.of(CheckReports.values())
            .map(report -> report.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new)),
        names(GOLDEN));
    assertEquals(CheckFormat.values().length, FILES.size());
  }

  private static TreeSet<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTextIsMadeOfSafeLines(CheckReports made) {
    CheckReport report = made.report();
    assertAll(
        FILES.keySet().stream()
            .map(
                format ->
                    () -> {
                      String text = render(format, report);
                      assertTrue(
                          text.isEmpty() || text.matches("(?s).*[^\n]\n"), format + " ends badly");
                      assertTrue(
                          text.codePoints().allMatch(CheckFormatTest::isSafe),
                          format + " holds what is not to be shown");
                    }));
  }

  private static boolean isSafe(int c) {
    return c == '\n'
        || switch (Character.getType(c)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }

  @ParameterizedTest
  @EnumSource
  void noStandInIsLeft(CheckFormat format) {
    String text = render(format, CheckReports.STACK.report());
    for (Symbol symbol : CheckReports.SYMBOLS) {
      assertFalse(text.contains(symbol.standIn()), symbol.standIn() + " in " + text);
    }
    assertTrue(text.contains("${"), text);
  }

  /** How many findings each format tells, the accepted ones apart. */
  @ParameterizedTest
  @EnumSource
  void allFormatsTellTheSameFindings(CheckReports made) throws Exception {
    CheckReport report = made.report();
    List<String> expected = codes(report.findings());
    assertEquals(
        expected,
        Pattern.compile("(?m)^(?:\\S.*: )?(?:error|warning|note)\\[([a-z-]+)]: ")
            .matcher(render(CheckFormat.TEXT, report))
            .results()
            .map(each -> each.group(1))
            .toList());
    assertEquals(expected, texts(json(CheckFormat.JSON, report).at("/roles"), "findings", "/code"));
    List<String> sarif = new ArrayList<>();
    for (JsonNode result : json(CheckFormat.SARIF, report).at("/runs/0/results")) {
      if (result.path("suppressions").isEmpty()) {
        sarif.add(result.path("ruleId").textValue());
      }
    }
    assertEquals(expected, sarif);
    assertEquals(expected, JunitCases.found(render(CheckFormat.JUNIT, report)));
    assertEquals(
        expected,
        Pattern.compile("(?m)^\\*\\*([a-z-]+)\\*\\*")
            .matcher(render(CheckFormat.MARKDOWN, report))
            .results()
            .map(each -> each.group(1))
            .toList());
    List<String> findingCodes =
        Arrays.stream(FindingCode.values()).map(FindingCode::toString).toList();
    assertEquals(
        expected,
        Pattern.compile("(?m)^::[a-z]+ .*?title=([a-z-]+)::")
            .matcher(render(CheckFormat.GITHUB, report))
            .results()
            .map(each -> each.group(1))
            .filter(findingCodes::contains)
            .toList());
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(finding -> finding.code().toString()).toList();
  }

  private static List<String> texts(JsonNode roles, String list, String pointer) {
    List<String> texts = new ArrayList<>();
    roles.forEach(role -> role.path(list).forEach(each -> texts.add(each.at(pointer).textValue())));
    return texts;
  }

  @ParameterizedTest
  @EnumSource(names = {"WEB", "STACK"})
  void fingerprintsAreTheSameWhereverTheyAreWritten(CheckReports made) throws IOException {
    CheckReport report = made.report();
    List<String> expected = report.findings().stream().map(Finding::fingerprint).toList();
    assertEquals(
        expected, texts(json(CheckFormat.JSON, report).at("/roles"), "findings", "/fingerprint"));
    List<String> sarif = new ArrayList<>();
    for (JsonNode result : json(CheckFormat.SARIF, report).at("/runs/0/results")) {
      if (result.path("suppressions").isEmpty()) {
        sarif.add(result.at("/partialFingerprints/ecsPolicy~1v1").textValue());
      }
    }
    assertEquals(expected, sarif);
    String markdown = render(CheckFormat.MARKDOWN, report);
    expected.forEach(each -> assertTrue(markdown.contains("`" + each + "`"), each));
  }

  @Test
  void whatFailsIsSaidByFailOn() throws IOException {
    CheckReport report = CheckReports.WEB.report();
    for (FailOn failOn : FailOn.values()) {
      long failing = report.findings().stream().filter(failOn::failsOn).count();
      JsonNode read =
          JsonMapper.builder().build().readTree(CheckFormat.JSON.render(report, failOn, PLAIN));
      assertEquals(failing > 0, read.path("fails").booleanValue(), failOn.name());
      long marked = 0;
      for (JsonNode finding : read.at("/roles/0/findings")) {
        marked += finding.path("fails").booleanValue() ? 1 : 0;
      }
      assertEquals(failing, marked, failOn.name());
      assertEquals(
          failing,
          CheckFormat.JUNIT.render(report, failOn, PLAIN).split("<failure ", -1).length - 1,
          failOn.name());
    }
  }

  @Test
  void jsonIsReadBackAsItWas() throws IOException {
    JsonNode read = json(CheckFormat.JSON, CheckReports.HOSTILE.report()).at("/roles/0");
    String text = CheckReports.HOSTILE_TEXT;
    assertEquals("hint " + text, read.at("/findings/0/hint").textValue());
    assertEquals("AccessDenied " + text, read.at("/findings/0/startError").textValue());
    assertEquals(text, read.at("/findings/0/witness/context/aws:x/0").textValue());
    assertEquals("/tmp/ta sk\u202e.json", read.at("/findings/0/neededBy/0/file").textValue());
    assertEquals(text, read.at("/accepted/0/acceptance/justification").textValue());
  }

  /** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
  @Test
  void anAnnotationIsOneCommandWhateverItHolds() {
    List<String> lines = render(CheckFormat.GITHUB, CheckReports.HOSTILE.report()).lines().toList();
    assertEquals(3, lines.size());
    Pattern command =
        Pattern.compile(
            "::(error|warning|notice) file=([^:,]*),line=\\d+,col=\\d+,title=[a-z-]+::(.*)");
    for (String line : lines.subList(0, 2)) {
      assertTrue(command.matcher(line).matches(), line);
      assertFalse(line.replaceAll("%(25|0D|0A|3A|2C)", "").contains("%"), line);
    }
    assertEquals("1 role, 1 finding", lines.get(2));
    assertTrue(lines.get(1).contains("file=/tmp/ta sk\\u202e.json,"), lines.get(1));
    assertTrue(lines.get(1).contains(" %2525 | <b>x</b> ]]> {0} "), lines.get(1));
  }

  /** What GitHub makes of a comment: no tag, no link, no mention but those that are ours. */
  @Test
  void aCommentHoldsNoMarkOfOthers() {
    String text = render(CheckFormat.MARKDOWN, CheckReports.HOSTILE.report());
    String withoutCode =
        text.replaceAll("(?s)```+json\n.*?\n```+\n", "")
            .replaceAll("(?s)<code>[^<]*</code>", "")
            .replaceAll("`[^`\n]*`", "");
    String withoutOurs = withoutCode.replaceAll("</?(details|summary)>|<br>", "");
    assertFalse(withoutOurs.contains("<"), withoutOurs);
    assertFalse(withoutOurs.contains("]("), withoutOurs);
    assertFalse(withoutOurs.contains("@"), withoutOurs);
    assertFalse(withoutOurs.contains("`"), withoutOurs);
    for (String line : text.lines().filter(each -> each.startsWith("| ")).toList()) {
      assertEquals(8, line.chars().filter(c -> c == '|').count(), line);
    }
  }

  @Test
  void aCommentIsNotLongerThanGithubTakes() {
    CheckReport one = CheckReports.WEB.report();
    for (int roles : List.of(1, 30, 200, 3000)) {
      CheckReport many =
          new CheckReport(
              Collections.nCopies(roles, one.roles().get(0)),
              one.diagnostics(),
              one.inputs(),
              one.symbols(),
              one.toolVersion(),
              one.baseline());
      String text = render(CheckFormat.MARKDOWN, many);
      assertTrue(text.length() <= 65_536, roles + ": " + text.length());
      assertEquals(roles == 1, text.contains("<details>"), text);
      assertEquals(roles >= 200, text.matches("(?s).*\nand \\d+ more\n.*"), text);
    }
  }
}
