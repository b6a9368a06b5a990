package io.github.ecspolicy.cli;

import io.github.ecspolicy.cli.CommandManual.Argument;
import java.util.List;
import java.util.stream.Collectors;

/** The page of the documentation that lists every option of every command. */
final class ReferencePage {
  private ReferencePage() {}

  static String page(CommandManual root) {
    return """
        # Reference

        Every command and every option, as `ecs-policy help COMMAND` lists them. An option's value follows after a
        space or after `=`. `@FILE` takes the place of arguments that stand in a file. The goals of the Maven plugin
        have the same settings: `mvn ecs-policy:help -Ddetail -Dgoal=generate`.

        """
        + root.commands().stream()
            .map(
                command ->
                    "- [%s](#%s): %s\n"
                        .formatted(command.name(), command.word(), escaped(command.description())))
            .collect(Collectors.joining())
        + "\n"
        + section(root)
        + root.commands().stream().map(ReferencePage::section).collect(Collectors.joining())
        + statuses();
  }

  private static String section(CommandManual command) {
    return "## "
        + command.word()
        + "\n\n"
        + escaped(command.description())
        + "\n\n```text\n"
        + command.synopsis()
        + "\n```\n\n"
        + list(command.operands())
        + list(command.options());
  }

  private static String list(List<Argument> arguments) {
    return arguments.isEmpty()
        ? ""
        : arguments.stream().map(ReferencePage::item).collect(Collectors.joining()) + "\n";
  }

  private static String item(Argument argument) {
    String names =
        argument.names().stream()
            .map(name -> "`" + name + value(argument, name) + "`")
            .collect(Collectors.joining(", "));
    String called = names.isEmpty() ? "`" + argument.label() + "`" : names;
    return "- " + called + ": " + escaped(argument.description()) + "\n";
  }

  private static String value(Argument argument, String name) {
    boolean isLast = name.equals(argument.names().get(argument.names().size() - 1));
    return argument.label().isEmpty() || !isLast ? "" : " " + argument.label();
  }

  private static String statuses() {
    return "## Exit status\n\n| status | means |\n|---|---|\n"
        + CommandManual.statuses().stream()
            .map(
                status ->
                    "| %s | %s |\n".formatted(status.status().strip(), escaped(status.meaning())))
            .collect(Collectors.joining());
  }

  /** The text as it stands, whatever it would mean in Markdown. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_<>\\[\\]|])", "\\\\$1");
  }
}
