package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages of the documentation show is so, and their links lead somewhere. */
class PagesTest {
  private static final Path FOLDER = Path.of("src", "site", "markdown");
  private static final JsonMapper JSON = new JsonMapper();

  /** A fenced block, and what the comment before it says it is. */
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- ([^>]*) -->\n)?```([a-z]*)\n(.*?)\n```", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(FOLDER)) {
      return Stream.concat(Stream.of(Path.of("README.md")), pages.sorted()).toList();
    }
  }

  private static String read(Path page) throws IOException {
    return Files.readString(page);
  }

  private static String[] words(String command) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }

  // links

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    Path parent = page.toAbsolutePath().getParent();
    for (MatchResult match : LINK.matcher(withoutBlocks(read(page))).results().toList()) {
      String link = match.group(1);
      if (!link.startsWith("https://")) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : parent.resolve(parts[0]);
        assertTrue(Files.exists(target), link);
        assertTrue(parts.length < 2 || anchors(target).contains(parts[1]), link);
      }
    }
  }

  private static String withoutBlocks(String page) {
    return BLOCK.matcher(page).replaceAll("").replaceAll("`[^`\n]*`", "");
  }

  /** As code hosts make them of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(BLOCK.matcher(read(page)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyPageIsInTheMenu() throws IOException {
    String menu = Files.readString(FOLDER.resolveSibling("site.xml"));
    Set<String> shown =
        Pattern.compile("<item [^>]*href=\"([a-z-]+)\\.html\"")
            .matcher(menu)
            .results()
            .map(item -> item.group(1) + ".md")
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        pages().stream()
            .map(page -> page.getFileName().toString())
            .filter(name -> !name.equals("README.md"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(there, shown);
  }

  // commands

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandShownIsOneThatExists(Path page) throws IOException {
    for (MatchResult block : BLOCK.matcher(read(page)).results().toList()) {
      if (block.group(2).equals("sh")) {
        for (String line : block.group(3).replace("\\\n", " ").split("\n")) {
          for (String part : line.split(" \\| | && ")) {
            assertExists(part.replaceAll(" [<>] ?\\S+", ""));
          }
        }
      }
    }
  }

  private static void assertExists(String command) {
    String[] words = words(command);
    if (words.length > 1 && words[0].equals("ecs-policy")) {
      String[] arguments = Arrays.copyOfRange(words, 1, words.length);
      assertTrue(CommandManual.commandLine().parseArgs(arguments).hasSubcommand(), command);
    }
  }

  // the tutorial

  @Test
  void theTutorialLeadsFromItsFilesToItsResults() throws IOException {
    String output = "";
    int runs = 0;
    int outputs = 0;
    for (MatchResult block :
        BLOCK.matcher(read(FOLDER.resolve("tutorial.md"))).results().toList()) {
      String kind = block.group(1) == null ? "" : block.group(1);
      String text = block.group(3);
      if (kind.startsWith("file: ")) {
        Path file = folder.resolve(kind.substring("file: ".length()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
      } else if (kind.equals("run")) {
        String[] words = words(text);
        Outcome run = Invocation.in(folder).run(Arrays.copyOfRange(words, 1, words.length));
        assertEquals(ExitStatus.FINE, run.status(), run.err());
        assertEquals("", run.err());
        output = run.out();
        runs++;
      } else if (kind.equals("output")) {
        assertEquals(text + "\n", output);
        outputs++;
      }
    }
    assertTrue(runs > 2 && outputs > 1);
    assertEquals(
        Files.readString(folder.resolve("policy.json")),
        Files.readString(folder.resolve("iam/checkout-execution.json")));
    assertTrue(Files.exists(folder.resolve("iam/checkout-execution.trust.json")));
  }

  @Test
  void theTutorialBeginsWithTheExample() throws IOException {
    Matcher block = BLOCK.matcher(read(FOLDER.resolve("tutorial.md")));
    assertTrue(block.find());
    assertEquals("file: task-definition.json", block.group(1));
    assertEquals(
        Files.readString(Path.of("src/site/examples/task-definition.json")), block.group(3) + "\n");
  }

  // the questions

  /** An error text, and what the page says of it. */
  private record Question(String heading, String text, String code, List<String> missing) {
    @Override
    public String toString() {
      return heading;
    }
  }

  static List<Question> questions() throws IOException {
    Pattern entry =
        Pattern.compile(
            "### ([^\n]*)\n\n```text\n(.*?)\n```\n\n\\*\\*Answer of `explain-error`:\\*\\* `([a-z-]+)`"
                + "\n\n(?:\\*\\*Missing:\\*\\* (.*?)\n\n)?\\*\\*Cure:\\*\\* \\S",
            Pattern.DOTALL);
    List<Question> questions = new ArrayList<>();
    for (MatchResult match : entry.matcher(read(FOLDER.resolve("faq.md"))).results().toList()) {
      List<String> missing = new ArrayList<>();
      if (match.group(4) != null) {
        Pattern.compile("`([^`]+)`")
            .matcher(match.group(4))
            .results()
            .forEach(word -> missing.add(word.group(1)));
      }
      questions.add(new Question(match.group(1), match.group(2), match.group(3), missing));
    }
    return questions;
  }

  @Test
  void everyTextOnThePageIsAQuestionWithACure() throws IOException {
    String page = read(FOLDER.resolve("faq.md"));
    long texts = Pattern.compile("^```text$", Pattern.MULTILINE).matcher(page).results().count();
    assertFalse(questions().isEmpty());
    assertEquals(texts, questions().size());
  }

  /** The command recognises the text, and calls what is missing by the same name. */
  @ParameterizedTest
  @MethodSource("questions")
  void aTextMeansWhatThePageSays(Question question) throws IOException {
    Outcome run =
        Invocation.in(folder).reading(question.text()).run("explain-error", "--format=json");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    JsonNode explanations = JSON.readTree(run.out()).get("explanations");
    assertEquals(1, explanations.size(), run.out());
    assertEquals(question.code(), explanations.get(0).get("code").textValue());
    List<String> missing = new ArrayList<>();
    for (JsonNode statement : explanations.get(0).get("statements")) {
      statement.get("Action").forEach(action -> missing.add(action.textValue()));
      statement.get("Resource").forEach(resource -> missing.add(resource.textValue()));
    }
    assertEquals(question.missing(), missing);
  }
}
