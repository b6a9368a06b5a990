package io.github.ecspolicy.cli;

import io.github.ecspolicy.cli.CommandManual.Argument;
import io.github.ecspolicy.cli.CommandManual.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The completion script for bash. It needs nothing but bash, from 3.2 on, which macOS has. Where it
 * offers nothing, readline completes the names of files, as {@code -o default} tells it to.
 */
final class BashCompletion {
  private BashCompletion() {}

  static String script(CommandManual root) {
    return """
        # bash completion for ecs-policy

        _ecs_policy_words() {
          COMPREPLY=($(compgen -W "$1" -- "$2"))
        }

        # leaves names of files to readline, and offers none of them where only folders will do
        _ecs_policy_folders() {
          compopt -o dirnames +o default 2>/dev/null
        }

        # nothing that could be guessed, and no names of files either
        _ecs_policy_nothing() {
          compopt +o default 2>/dev/null
        }

        _ecs_policy() {
          local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command= i
          COMPREPLY=()
          # readline takes --format=json for three words
          if [[ $current == = ]]; then
            current=
          elif [[ $option == = ]]; then
            option=${COMP_WORDS[COMP_CWORD - 2]}
          fi
          for ((i = 1; i < COMP_CWORD; i++)); do
            case ${COMP_WORDS[i]} in
              --) [[ -n $command ]] && return ;;
              -*) ;;
              *) [[ -n $command ]] || command=${COMP_WORDS[i]} ;;
            esac
          done
          case $command$option in
        %s  esac
          case $command in
        %s  esac
        }

        complete -o default -F _ecs_policy ecs-policy
        """
        .formatted(values(root), words(root));
  }

  private static String values(CommandManual root) {
    return root.commands().stream()
        .flatMap(command -> valuesOf(command).lines())
        .map(line -> "    " + line + "\n")
        .collect(Collectors.joining());
  }

  /** One line for all options with the same values. */
  private static String valuesOf(CommandManual command) {
    Map<String, List<Argument>> alike =
        command.options().stream()
            .filter(option -> option.kind() != Kind.NOTHING)
            .collect(
                Collectors.groupingBy(
                    BashCompletion::offer, LinkedHashMap::new, Collectors.toList()));
    return alike.entrySet().stream()
        .map(
            each ->
                each.getValue().stream()
                        .flatMap(option -> option.names().stream())
                        .map(name -> command.word() + name)
                        .collect(Collectors.joining("|"))
                    + ") "
                    + each.getKey()
                    + "return ;;\n")
        .collect(Collectors.joining());
  }

  private static String offer(Argument argument) {
    return switch (argument.kind()) {
      case WORDS -> "_ecs_policy_words '" + String.join(" ", argument.words()) + "' \"$current\"; ";
      case FOLDER -> "_ecs_policy_folders; ";
      case FILE -> "";
      case NOTHING, TEXT -> "_ecs_policy_nothing; ";
    };
  }

  private static String words(CommandManual root) {
    String top =
        Stream.concat(
                root.commands().stream().map(CommandManual::word),
                root.options().stream().flatMap(option -> option.names().stream()))
            .collect(Collectors.joining(" "));
    return "    '') _ecs_policy_words '"
        + top
        + "' \"$current\" ;;\n"
        + root.commands().stream().map(BashCompletion::operands).collect(Collectors.joining());
  }

  private static String operands(CommandManual command) {
    String names =
        command.options().stream()
            .flatMap(option -> option.names().stream())
            .collect(Collectors.joining(" "));
    String operand = command.operands().isEmpty() ? "" : offer(command.operands().get(0));
    return """
            %s)
              case $current in
                -*) _ecs_policy_words '%s' "$current" ;;
                *) %s;;
              esac
              ;;
        """
        .formatted(command.word(), names, operand.replaceFirst("; $", " "));
  }
}
