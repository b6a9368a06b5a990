package io.github.ecspolicy.cli;

import io.github.ecspolicy.cli.CommandManual.Argument;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The completion script for fish. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CommandManual root) {
    return """
        # fish completion for ecs-policy

        # whether the command on the line is this one; none for ''
        function __ecs_policy_command
            set -l words (commandline -opc)
            set -e words[1]
            for word in $words
                if not string match -q -- '-*' $word
                    test "$word" = "$argv[1]"
                    return
                end
            end
            test -z "$argv[1]"
        end

        complete -c ecs-policy -f
        """
        + root.commands().stream()
            .map(command -> line("", "-a " + command.word() + " -d " + quoted(command.summary())))
            .collect(Collectors.joining())
        + options(root, "")
        + root.commands().stream().map(FishCompletion::command).collect(Collectors.joining());
  }

  private static String command(CommandManual command) {
    String operands =
        command.operands().stream()
            .map(FishCompletion::values)
            .distinct()
            .map(values -> line(command.word(), values.isEmpty() ? "-f" : values))
            .collect(Collectors.joining());
    return "\n" + operands + options(command, command.word());
  }

  private static String options(CommandManual command, String word) {
    return command.options().stream()
        .map(option -> line(word, option(option)))
        .collect(Collectors.joining());
  }

  private static String option(Argument option) {
    String names =
        option.names().stream()
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    return Stream.of(names, required(option), "-d " + quoted(option.summary()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String required(Argument option) {
    return switch (option.kind()) {
      case NOTHING -> "";
      case WORDS, TEXT, FOLDER -> ("-x " + values(option)).strip();
      case FILE -> "-r " + values(option);
    };
  }

  private static String values(Argument argument) {
    return switch (argument.kind()) {
      case WORDS -> "-a " + quoted(String.join(" ", argument.words()));
      case FILE -> "-F";
      case FOLDER -> "-a '(__fish_complete_directories)'";
      case NOTHING, TEXT -> "";
    };
  }

  private static String line(String command, String rest) {
    String condition = "__ecs_policy_command " + (command.isEmpty() ? "\"\"" : command);
    return "complete -c ecs-policy -n '" + condition + "' " + rest + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
