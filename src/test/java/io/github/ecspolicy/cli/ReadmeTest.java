package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What README says is so. */
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static String block(String marker) throws IOException {
    Pattern block = Pattern.compile("<!-- " + marker + " -->\n```[a-z]+\n(.*?)```", Pattern.DOTALL);
    return block.matcher(readme()).results().findFirst().orElseThrow().group(1);
  }

  private static String[] words(String command) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }

  private static Terminal terminal(PrintStream out, PrintStream err) {
    return new Terminal(
        InputStream.nullInputStream(), out, err, false, Map.of(), ROOT, ROOT.resolve("target"));
  }

  @Test
  void theMainJobPrintsWhatReadmeShows() throws IOException {
    String command = block("ci:main-job").strip();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            words(command.substring(command.indexOf("generate "))),
            terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    assertEquals(block("ci:main-job-output"), out.toString(StandardCharsets.UTF_8));
    assertEquals(ExitStatus.FINE, status);
  }

  @Test
  void anErrorIsExplainedAsReadmeShows() throws IOException {
    String[] words = words(block("ci:explain-error").strip());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            Arrays.copyOfRange(words, 1, words.length),
            terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    assertEquals(block("ci:explain-error-output"), out.toString(StandardCharsets.UTF_8));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(ExitStatus.FINE, status);
  }

  @Test
  void everyCommandShownIsOneThatExists() throws IOException {
    List<String> commands =
        Pattern.compile("```sh\n(ecs-policy .*)\n```")
            .matcher(readme())
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceAll("```sh|```", "").strip())
            .toList();
    assertFalse(commands.isEmpty());
    CommandLine commandLine = EcsPolicyCommand.commandLine(terminal(System.out, System.err));
    for (String command : commands) {
      String[] words = words(command);
      assertTrue(
          commandLine.parseArgs(Arrays.copyOfRange(words, 1, words.length)).hasSubcommand(),
          command);
    }
  }

  @Test
  void everyOptionNamedIsOneThatExists() throws IOException {
    CommandLine commandLine = EcsPolicyCommand.commandLine(terminal(System.out, System.err));
    Set<String> known =
        commandLine.getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
            .collect(Collectors.toSet());
    Pattern.compile("`(--[a-z-]+)")
        .matcher(readme())
        .results()
        .map(option -> option.group(1))
        .forEach(option -> assertTrue(known.contains(option), option));
  }

  @Test
  void helpTellsTheSameOfTheExitStatus() throws IOException {
    List<CommandManual.Status> listed =
        Pattern.compile("^\\| ([0-9]+) \\| (.*) \\|$", Pattern.MULTILINE)
            .matcher(readme().replaceFirst("(?s).*\n### Exit status\n", ""))
            .results()
            .map(row -> new CommandManual.Status(row.group(1), row.group(2).replace("`", "")))
            .toList();
    assertEquals(CommandManual.statuses(), listed);
  }

  @Test
  void everyFormatIsListed() throws IOException {
    for (OutputFormat format : OutputFormat.values()) {
      assertTrue(readme().contains("\n| `" + format.word() + "` | "), format.word());
    }
  }

  @Test
  void everyFormatOfChecksIsListed() throws IOException {
    String section = readme().replaceFirst("(?s).*\n### Formats of `check`\n", "");
    for (CheckFormat format : CheckFormat.values()) {
      String word = format.name().toLowerCase(Locale.ROOT);
      assertTrue(section.contains("\n| `" + word + "` | "), word);
    }
  }
}
