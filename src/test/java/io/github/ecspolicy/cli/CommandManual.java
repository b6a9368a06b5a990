package io.github.ecspolicy.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What one command says of itself. Manual pages, completion scripts and the reference are written
 * from it, so that they list what the command takes and nothing else.
 *
 * @param name the command with those that lead to it: {@code ecs-policy generate}
 * @param word the last word of the name
 * @param description what it does
 * @param operands what follows the options
 * @param options the options, by name
 * @param commands the commands below it
 */
record CommandManual(
    String name,
    String word,
    String description,
    List<Argument> operands,
    List<Argument> options,
    List<CommandManual> commands) {

  /** A word and what it means: {@code json (default): the policy document.} */
  private static final Pattern DESCRIBED_WORD =
      Pattern.compile("(?:^|\\. )([a-z][a-z-]*)(?: \\(default\\))?: ");

  /** What may stand in the place of a value. */
  enum Kind {
    /** There is no value: a flag. */
    NOTHING,
    /** One of a few words. */
    WORDS,
    FILE,
    FOLDER,
    /** Nothing that could be guessed. */
    TEXT
  }

  /**
   * An option or an operand.
   *
   * @param names {@code -o}, {@code --output}; none for an operand
   * @param label what the help has in the place of the value; empty for a flag
   * @param description what it means
   * @param kind what may be its value
   * @param words the words that may be its value, or some that may
   * @param repeatable whether it may stand there again
   */
  record Argument(
      List<String> names,
      String label,
      String description,
      Kind kind,
      List<String> words,
      boolean repeatable) {

    /** Returns the first sentence of the description. */
    String summary() {
      return firstSentence(description);
    }

    /** Returns the name without dashes that is the longest. */
    String longest() {
      return names.stream().max(Comparator.comparing(String::length)).orElseThrow();
    }
  }

  /** A status that the command ends with, and its meaning. */
  record Status(String status, String meaning) {}

  /** Returns what the command {@code ecs-policy} says. */
  static CommandManual root() {
    return of(commandLine().getCommandSpec(), List.of());
  }

  /** Returns the statuses that all commands end with. */
  static List<Status> statuses() {
    return commandLine().getCommandSpec().usageMessage().exitCodeList().entrySet().stream()
        .map(status -> new Status(status.getKey(), status.getValue()))
        .toList();
  }

  /** Returns a command line that nobody reads. */
  static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    InputStream nothing = InputStream.nullInputStream();
    Path folder = Path.of("");
    return EcsPolicyCommand.commandLine(
        new Terminal(nothing, nowhere, nowhere, false, Map.of(), folder, folder));
  }

  private static CommandManual of(CommandSpec spec, List<String> siblings) {
    List<String> below =
        spec.subcommands().values().stream().map(CommandLine::getCommandName).distinct().toList();
    return new CommandManual(
        spec.qualifiedName(" "),
        spec.name(),
        text(spec.usageMessage().description()),
        spec.positionalParameters().stream()
            .filter(operand -> !operand.hidden())
            .map(operand -> operand(operand, siblings))
            .toList(),
        spec.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .map(CommandManual::option)
            .toList(),
        spec.subcommands().values().stream()
            .distinct()
            .map(command -> of(command.getCommandSpec(), below))
            .toList());
  }

  /** The operand of {@code help} is the name of one of its siblings. */
  private static Argument operand(PositionalParamSpec spec, List<String> siblings) {
    List<String> words = spec.paramLabel().equals("COMMAND") ? siblings : words(spec);
    return argument(spec, List.of(), words, spec.arity().max() > 1);
  }

  private static Argument option(OptionSpec spec) {
    List<String> names = Arrays.stream(spec.names()).sorted(Comparator.reverseOrder()).toList();
    List<String> shortFirst =
        Stream.concat(
                names.stream().filter(name -> !name.startsWith("--")),
                names.stream().filter(name -> name.startsWith("--")))
            .toList();
    return argument(spec, shortFirst, words(spec), spec.isMultiValue());
  }

  private static Argument argument(
      ArgSpec spec, List<String> names, List<String> words, boolean repeatable) {
    boolean isFlag = spec.isOption() && spec.arity().max() == 0;
    return new Argument(
        names,
        isFlag ? "" : spec.paramLabel(),
        text(spec.description()),
        isFlag ? Kind.NOTHING : kind(spec.paramLabel(), words),
        isFlag ? List.of() : words,
        repeatable);
  }

  private static Kind kind(String label, List<String> words) {
    List<String> parts = List.of(label.split("\\|"));
    if (parts.stream().anyMatch(part -> part.matches("OLD|NEW|GLOB|(\\[[A-Z]+=])?FILE"))) {
      return Kind.FILE;
    }
    if (parts.contains("DIR")) {
      return Kind.FOLDER;
    }
    return words.isEmpty() ? Kind.TEXT : Kind.WORDS;
  }

  /** The words of the label, or else those that the description has before a colon. */
  private static List<String> words(ArgSpec spec) {
    List<String> labelled =
        Arrays.stream(spec.paramLabel().split("\\|"))
            .filter(part -> part.matches("[a-z][a-z-]*"))
            .toList();
    return !labelled.isEmpty() || !spec.isOption()
        ? labelled
        : DESCRIBED_WORD
            .matcher(text(spec.description()))
            .results()
            .map(word -> word.group(1))
            .toList();
  }

  /** As help prints it, which takes it for a format. */
  private static String text(String... description) {
    return String.format(String.join(" ", description)).strip();
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text : text.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** Returns what the first sentence of the description begins with. */
  String summary() {
    return firstSentence(description).replaceFirst(": .*", "");
  }

  /** Returns the words of a line that calls the command. */
  String synopsis() {
    List<String> parts = new ArrayList<>(List.of(name));
    if (!options.isEmpty()) {
      parts.add("[OPTION]...");
    }
    operands.forEach(
        operand -> parts.add(operand.repeatable() ? operand.label() + "..." : operand.label()));
    if (!commands.isEmpty()) {
      parts.add("COMMAND");
    }
    return String.join(" ", parts);
  }
}
