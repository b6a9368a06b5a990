package io.github.ecspolicy.cli;

import io.github.ecspolicy.cli.CommandManual.Argument;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The completion script for zsh, which stands in a folder of {@code fpath} as its name says. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String script(CommandManual root) {
    return """
        #compdef ecs-policy

        _ecs-policy() {
          local curcontext=$curcontext state line
          typeset -A opt_args
          _arguments -C \\
        %s
            '1:command:->command' \\
            '*::argument:->argument' && return
          case $state in
            command)
              local -a commands
              commands=(
        %s
              )
              _describe -t commands command commands
              ;;
            argument)
              case $words[1] in
        %s
              esac
              ;;
          esac
        }

        _ecs-policy "$@"
        """
        .formatted(
            lines(options(root).map(spec -> "    " + spec + " \\")),
            lines(
                root.commands().stream()
                    .map(
                        command ->
                            "        "
                                + quoted(command.word() + ":" + escaped(command.summary(), ":")))),
            lines(root.commands().stream().map(ZshCompletion::command)));
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }

  private static String command(CommandManual command) {
    Stream<String> specs = Stream.concat(options(command), operands(command.operands()));
    return "        "
        + command.word()
        + ")\n          _arguments \\\n"
        + specs.map(spec -> "            " + spec).collect(Collectors.joining(" \\\n"))
        + "\n          ;;";
  }

  private static Stream<String> options(CommandManual command) {
    return command.options().stream()
        .flatMap(option -> option.names().stream().map(name -> option(option, name)));
  }

  /** An option that was given is not offered again, under none of its names. */
  private static String option(Argument option, String name) {
    String others = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
    String value =
        option.label().isEmpty() ? "" : ":" + escaped(option.label(), ":") + ":" + action(option);
    String sign = value.isEmpty() ? "" : name.startsWith("--") ? "=" : "+";
    return quoted(others + name + sign + "[" + escaped(option.summary(), "[]:") + "]" + value);
  }

  private static Stream<String> operands(List<Argument> operands) {
    return operands.stream()
        .map(
            operand ->
                quoted(
                    (operand.repeatable() ? "*" : "")
                        + ":"
                        + escaped(operand.label(), ":")
                        + ":"
                        + action(operand)));
  }

  private static String action(Argument argument) {
    return switch (argument.kind()) {
      case WORDS -> "(" + String.join(" ", argument.words()) + ")";
      case FILE -> "_files";
      case FOLDER -> "_files -/";
      case NOTHING, TEXT -> " ";
    };
  }

  private static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(special.indexOf(c) >= 0 || c == '\\' ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
