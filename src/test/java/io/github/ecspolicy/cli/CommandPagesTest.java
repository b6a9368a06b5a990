package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.cli.CommandManual.Argument;
import io.github.ecspolicy.cli.CommandManual.Kind;
import io.github.ecspolicy.render.CheckFormat;
import io.github.ecspolicy.render.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is written from the command's own options has all of them, and offers what they take. */
class CommandPagesTest {
  private static final Path REFERENCE = Path.of("src", "site", "markdown", "reference.md");
  private static final boolean UPDATE = System.getProperty("golden.update") != null;
  private static final CommandManual ROOT = CommandManual.root();

  static List<CommandManual> commands() {
    return ROOT.commands();
  }

  private static Argument option(String command, String name) {
    return commands().stream()
        .filter(each -> each.word().equals(command))
        .flatMap(each -> each.options().stream())
        .filter(each -> each.names().contains(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsOnThePageAndInTheScripts(CommandManual command) {
    CommandLine line = CommandManual.commandLine().getSubcommands().get(command.word());
    Set<String> names =
        line.getCommandSpec().options().stream()
            .map(OptionSpec::names)
            .flatMap(Stream::of)
            .collect(Collectors.toCollection(TreeSet::new));
    String bash = BashCompletion.script(ROOT);
    String zsh = ZshCompletion.script(ROOT);
    String fish = FishCompletion.script(ROOT);
    String page = ManPage.page(command, ROOT);
    assertFalse(names.isEmpty());
    for (String name : names) {
      assertTrue(bash.contains(name), name);
      assertTrue(zsh.contains(")" + name) || zsh.contains("*" + name), name);
      String fishName = name.replaceFirst("^--", "-l ").replaceFirst("^-(?=.$)", "-s ");
      assertTrue(fish.contains(fishName), name);
      assertTrue(page.contains("\\fB" + ManPage.escaped(name) + "\\fR"), name);
    }
  }

  /** What shells offer for an option is what it takes. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyWordThatIsOfferedIsTaken(CommandManual command) {
    for (Argument option : command.options()) {
      for (String word : option.words()) {
        List<String> arguments = new ArrayList<>(List.of(command.word(), option.longest(), word));
        command.operands().forEach(operand -> arguments.add(operand.label()));
        assertDoesNotThrow(
            () -> CommandManual.commandLine().parseArgs(arguments.toArray(String[]::new)),
            arguments::toString);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "generate, --output, FILE",
    "generate, --output-dir, FOLDER",
    "generate, --templates, FOLDER",
    "generate, --inventory, FILE",
    "generate, --credential-spec, FILE",
    "generate, --account, TEXT",
    "generate, --kms-key, TEXT",
    "generate, --format, WORDS",
    "generate, --quiet, NOTHING",
    "check, --policy, FILE",
    "check, --fail-on, WORDS",
  })
  void theLabelTellsWhatIsOffered(String command, String option, Kind kind) {
    assertEquals(kind, option(command, option).kind());
  }

  @Test
  void everyFormatIsOffered() {
    assertEquals(
        Stream.of(OutputFormat.values()).map(OutputFormat::word).toList(),
        option("generate", "--format").words());
    assertEquals(
        Stream.of(CheckFormat.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
        option("check", "--format").words());
  }

  @ParameterizedTest
  @CsvSource({
    "'.TH', '\\&.TH'",
    "'a-b', 'a\\-b'",
    "'it''s', 'it\\(aqs'",
    "'''s', '\\(aqs'",
    "'a\\b', 'a\\eb'",
    "'a…', 'a...'",
  })
  void signsOfRoffAreEscaped(String text, String expected) {
    assertEquals(expected, ManPage.escaped(text));
  }

  /** The launcher's own variables begin with the name of the command. */
  @Test
  void everyVariableIsOnThePages() throws IOException {
    String launcher = Files.readString(Path.of("src", "dist", "bin", "ecs-policy"));
    String installation = Files.readString(REFERENCE.resolveSibling("install.md"));
    Set<String> variables =
        Pattern.compile("ECS_POLICY_[A-Z]+|JAVA_HOME")
            .matcher(launcher)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(variables.size() > 2, variables::toString);
    variables.add("NO_COLOR");
    variables.add("CLICOLOR_FORCE");
    variables.add("AWS_REGION");
    for (String variable : variables) {
      assertTrue(String.join(", ", ManPage.ENVIRONMENT.keySet()).contains(variable), variable);
      boolean isOfLauncher = launcher.contains(variable);
      assertTrue(!isOfLauncher || installation.contains("`" + variable + "`"), variable);
      for (CommandManual command : commands()) {
        assertTrue(ManPage.page(command, ROOT).contains(variable), variable);
      }
    }
  }

  @Test
  void everyPageTellsOfFilesOfArguments() {
    for (CommandManual command : commands()) {
      assertTrue(ManPage.page(command, ROOT).contains("@FILE"), command.name());
    }
    assertTrue(ReferencePage.page(ROOT).contains("`@FILE`"));
  }

  /** {@code -Dgolden.update} writes the page. */
  @Test
  void theReferenceListsEveryOption() throws IOException {
    String page = ReferencePage.page(ROOT);
    if (UPDATE) {
      Files.writeString(REFERENCE, page);
    }
    assertEquals(page, Files.readString(REFERENCE), "-Dgolden.update writes the page anew");
    for (CommandManual command : commands()) {
      String section = page.substring(page.indexOf("## " + command.word() + "\n"));
      for (Argument option : command.options()) {
        assertTrue(section.contains("`" + option.longest()), option.longest());
      }
    }
  }
}
