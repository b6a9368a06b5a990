package io.github.ecspolicy.cli;

import io.github.ecspolicy.ToolVersion;
import io.github.ecspolicy.cli.CommandManual.Argument;
import io.github.ecspolicy.cli.CommandManual.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A manual page in roff, with the macros of man(7). Not by way of AsciiDoc: there, {@code *} and
 * <code>{</code> in a description would be markup.
 */
final class ManPage {
  /** What the command and its launcher are told beside arguments. */
  static final Map<String, String> ENVIRONMENT = new LinkedHashMap<>();

  static {
    ENVIRONMENT.put("AWS_ACCOUNT_ID", "Account of the tasks, where nothing else says it.");
    ENVIRONMENT.put(
        "AWS_REGION, AWS_DEFAULT_REGION", "Region of the tasks, where nothing else says it.");
    ENVIRONMENT.put(
        "AWS_PROFILE, AWS_DEFAULT_PROFILE, AWS_CONFIG_FILE",
        "Profile and file that the Region is taken from after that; default: the profile default"
            + " of ~/.aws/config.");
    ENVIRONMENT.put("NO_COLOR", "If it is set: no colours, unless --color says otherwise.");
    ENVIRONMENT.put("CLICOLOR_FORCE", "If it is set, and not 0: colours, terminal or not.");
    ENVIRONMENT.put("JAVA_HOME", "The Java to run with; default: the java of the PATH.");
    ENVIRONMENT.put("ECS_POLICY_OPTS", "Options for the JVM, separated by spaces.");
    ENVIRONMENT.put(
        "ECS_POLICY_ARCHIVE",
        "off: start without an archive of the classes, and make none. now: have it made before"
            + " the run, and not beside it.");
  }

  private ManPage() {}

  /** Returns the name of the file that man looks for. */
  static String file(CommandManual command) {
    return title(command) + ".1";
  }

  static String page(CommandManual command, CommandManual root) {
    return header(command)
        + section("SYNOPSIS", synopsis(command))
        + section("DESCRIPTION", line(command.description()))
        + section("COMMANDS", command.commands().stream().map(ManPage::entry))
        + section("ARGUMENTS", arguments(command))
        + section("OPTIONS", command.options().stream().map(ManPage::argument))
        + section(
            "EXIT STATUS",
            CommandManual.statuses().stream()
                .map(
                    status ->
                        ".TP\n" + bold(status.status().strip()) + "\n" + line(status.meaning()))
                .toList()
                .stream())
        + section(
            "ENVIRONMENT",
            ENVIRONMENT.entrySet().stream()
                .map(
                    variable ->
                        ".TP\n" + bold(variable.getKey()) + "\n" + line(variable.getValue())))
        + section("SEE ALSO", others(command, root));
  }

  /** Any argument of any command may come from a file. */
  private static Stream<String> arguments(CommandManual command) {
    return Stream.concat(
        command.operands().stream().map(ManPage::argument),
        Stream.of(
            ".TP\n\\fI@FILE\\fR\n"
                + line(
                    "Arguments that stand in a file, separated by spaces or line ends, in quotes"
                        + " where they have spaces; comments begin with #.")));
  }

  private static String header(CommandManual command) {
    String summary =
        command.summary().substring(0, 1).toLowerCase(Locale.ROOT) + command.summary().substring(1);
    return ".TH \"%s\" 1 \"\" \"ecs-policy %s\" \"ecs-policy\"\n"
            .formatted(title(command).toUpperCase(Locale.ROOT), ToolVersion.current())
        // names of fields and options are not divided
        + ".nh\n.ad l\n"
        + section("NAME", escaped(title(command)) + " \\- " + escaped(summary) + "\n");
  }

  private static String title(CommandManual command) {
    return command.name().replace(' ', '-');
  }

  private static String section(String name, String text) {
    return text.isEmpty() ? "" : ".SH \"" + name + "\"\n" + text;
  }

  private static String section(String name, Stream<String> entries) {
    return section(name, entries.collect(Collectors.joining()));
  }

  private static String synopsis(CommandManual command) {
    String rest = command.synopsis().substring(command.name().length());
    return bold(command.name()) + "\n" + escaped(rest.strip()) + "\n";
  }

  private static String entry(CommandManual command) {
    return ".TP\n" + bold(command.word()) + "\n" + line(command.description());
  }

  private static String argument(Argument argument) {
    String names =
        argument.names().stream()
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    String label = argument.label().isEmpty() ? "" : "\\fI" + escaped(argument.label()) + "\\fR";
    String separator = names.isEmpty() || label.isEmpty() ? "" : "=";
    return ".TP\n" + names + separator + label + "\n" + line(described(argument));
  }

  /** Help lists the words of an enumeration in the description, or else in the label. */
  private static String described(Argument argument) {
    boolean isTold =
        argument.kind() != Kind.WORDS
            || argument.words().stream()
                .allMatch(
                    word ->
                        argument.description().contains(word) || argument.label().contains(word));
    return isTold
        ? argument.description()
        : argument.description() + " One of " + String.join(", ", argument.words()) + ".";
  }

  private static Stream<String> others(CommandManual command, CommandManual root) {
    List<CommandManual> all =
        Stream.concat(Stream.of(root), root.commands().stream())
            .filter(other -> !other.equals(command))
            .toList();
    return all.stream()
        .map(
            other ->
                ".BR "
                    + escaped(title(other))
                    + " (1)"
                    + (other == all.get(all.size() - 1) ? "" : ",")
                    + "\n");
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String line(String text) {
    return escaped(text) + "\n";
  }

  /** A line that begins with a dot or an apostrophe would be a request. */
  static String escaped(String text) {
    String escaped =
        text.replace("\\", "\\e")
            .replace("-", "\\-")
            .replace("'", "\\(aq")
            .replace("`", "\\(ga")
            .replace("^", "\\(ha")
            .replace("~", "\\(ti")
            .replace("…", "...");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}
