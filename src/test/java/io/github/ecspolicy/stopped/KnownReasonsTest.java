package io.github.ecspolicy.stopped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the table of known reasons promises: each entry can be found, is shown, and cites AWS. */
class KnownReasonsTest {
  private static final KnownReasons KNOWN = KnownReasons.builtIn();
  private static final Path CASES = Path.of("src", "test", "resources", "stopped-reasons");
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  /** What a text may tell beside what its own phrases have names for. */
  private static final Set<String> TOLD =
      Set.of(
          "who",
          "action",
          "resource",
          "service",
          "region",
          "partition",
          "role",
          "registry",
          "repository",
          "doing",
          "endpoints",
          "text");

  private static List<KnownReason> all() {
    return Stream.of(
            KNOWN.callers(), KNOWN.actions(), KNOWN.refusals(), KNOWN.texts(), KNOWN.others())
        .flatMap(List::stream)
        .toList();
  }

  /** A message that holds the phrase, with something in the place of what it leaves open. */
  private static String sample(Phrase phrase) {
    return NAME.matcher(phrase.toString()).replaceAll("sample").replace("...", "2");
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  @Test
  void codesAreWordsAndEachIsThereOnce() {
    Set<String> seen = new HashSet<>();
    for (KnownReason row : all()) {
      assertTrue(row.code().matches("[a-z]+(-[a-z]+)*"), row.code());
      assertTrue(seen.add(row.code()), row.code());
    }
  }

  @Test
  void everyEntryCitesAPageOfAws() {
    for (KnownReason row : all()) {
      assertTrue(row.source().startsWith("https://docs.aws.amazon.com/"), row.source());
    }
  }

  @Test
  void everyPhraseIsFoundInAMessageThatHoldsIt() {
    for (KnownReason row : KNOWN.texts()) {
      String stage =
          KNOWN.stages().stream()
              .filter(each -> row.stages().contains(each.name()))
              .findFirst()
              .map(each -> sample(each.texts().get(0)) + " ")
              .orElse("");
      for (Phrase phrase : row.texts()) {
        ErrorReport report = new ReasonExplainer().explain(stage + sample(phrase));
        assertEquals(row.code(), report.explanations().get(0).code(), phrase.toString());
      }
    }
  }

  @Test
  void everyStageIsFoundInAMessageThatHoldsIt() {
    for (StartStage stage : KNOWN.stages()) {
      assertTrue(StartCall.of(stage.action()).isPresent(), stage.action());
      for (Phrase phrase : stage.texts()) {
        ErrorReport report = new ReasonExplainer().explain(sample(phrase) + " xyz");
        ErrorExplanation explanation = report.explanations().get(0);
        assertFalse(explanation.code().equals("not-recognised"), phrase.toString());
      }
    }
  }

  @Test
  void sentencesAreWrittenLikeThoseOfDiagnostics() {
    List<String> sentences = new ArrayList<>();
    for (KnownReason row : all()) {
      sentences.add(row.message());
      row.steps().forEach(step -> sentences.add(step.words()));
    }
    KNOWN.remarks().values().forEach(step -> sentences.add(step.words()));
    for (String sentence : sentences) {
      assertTrue(sentence.matches("(?:[a-z{`]|AWS|Amazon|ECS|EFS|IAM|Secrets).*[^.\\s]"), sentence);
      assertEquals(0, sentence.chars().filter(c -> c == '`').count() % 2, sentence);
    }
  }

  @Test
  void everyNameStandsForSomethingThatATextMayTell() {
    for (KnownReason row : all()) {
      Set<String> told = new HashSet<>(TOLD);
      row.texts().forEach(phrase -> told.addAll(names(phrase.toString())));
      KNOWN
          .stages()
          .forEach(stage -> stage.texts().forEach(each -> told.addAll(names(each.toString()))));
      List<String> texts = new ArrayList<>(List.of(row.message()));
      row.steps().forEach(step -> texts.add(step.words() + step.command().orElse("")));
      texts.forEach(text -> assertTrue(told.containsAll(names(text)), text));
    }
  }

  /** What is said of a message is shown by one. */
  @Test
  void everyEntryHasACase() throws IOException {
    Set<String> shown = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path file : files.filter(each -> each.endsWith("expected.json")).toList()) {
        for (JsonNode explanation :
            new JsonMapper().readTree(Files.readString(file)).path("explanations")) {
          shown.add(explanation.path("code").textValue());
        }
      }
    }
    Set<String> codes = new TreeSet<>(all().stream().map(KnownReason::code).toList());
    assertEquals(codes, shown);
  }

  @Test
  void everythingTheTableBindsToExists() {
    Set<String> stages = new HashSet<>(KNOWN.stages().stream().map(StartStage::name).toList());
    for (KnownReason row : all()) {
      assertTrue(stages.containsAll(row.stages()), row.code());
      assertTrue(row.recipient().isEmpty() || row.verdict() == Verdict.PERMISSION, row.code());
    }
  }
}
