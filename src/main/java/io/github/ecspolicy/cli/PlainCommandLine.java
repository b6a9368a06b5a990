package io.github.ecspolicy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the command lines of every day: options written in full, and operands. Whatever it is not
 * sure of it leaves to {@link EcsPolicyCommand}, which reads everything, and says what is wrong;
 * but takes longer to load than all the rest of a run.
 *
 * <p>Its law: what it reads, picocli would read as the same.
 */
final class PlainCommandLine {
  private static final String STDIN = "-";

  private final Command command;
  private final Map<Option<?>, List<String>> options = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();

  private PlainCommandLine(Command command) {
    this.command = command;
  }

  /** Returns the command that {@code args} ask for, with what they give for its options. */
  static Optional<Command> read(List<String> args, Terminal terminal) {
    if (args.isEmpty()) {
      return Optional.empty();
    }
    return Subcommand.of(args.get(0))
        .map(subcommand -> subcommand.in(terminal))
        .filter(command -> reads(args.subList(1, args.size()), command));
  }

  /** Gives {@code command} what {@code args} say, if they are plain. */
  static boolean reads(List<String> args, Command command) {
    PlainCommandLine line = new PlainCommandLine(command);
    return line.sorts(args) && line.isComplete() && line.isUnderstood();
  }

  /** Tells which words belong to which option. */
  private boolean sorts(List<String> args) {
    int next = 0;
    while (next < args.size()) {
      String word = args.get(next++);
      if (isOperand(word)) {
        operands.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      Optional<Option<?>> option = option(equals < 0 ? word : word.substring(0, equals));
      if (option.isEmpty()) {
        return false;
      }
      String text;
      if (!option.get().takesValue()) {
        if (equals >= 0) {
          return false;
        }
        text = "true";
      } else if (equals >= 0) {
        text = word.substring(equals + 1);
      } else if (next < args.size()) {
        text = args.get(next++);
      } else {
        return false;
      }
      if (option.get().takesValue() && !isOperand(text)) {
        return false;
      }
      options.computeIfAbsent(option.get(), key -> new ArrayList<>()).add(text);
    }
    return true;
  }

  /** Words that begin with {@code @} name files with more words. */
  private static boolean isOperand(String word) {
    return !word.isEmpty()
        && (word.charAt(0) != '-' && word.charAt(0) != '@' && word.charAt(0) != '"'
            || word.equals(STDIN));
  }

  private Optional<Option<?>> option(String name) {
    for (Option<?> option : command.options()) {
      if (option.names().contains(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** Whether there is neither too much nor too little. */
  private boolean isComplete() {
    for (Map.Entry<Option<?>, List<String>> option : options.entrySet()) {
      if (option.getValue().size() > 1 && !option.getKey().isRepeatable()) {
        return false;
      }
    }
    Set<Option<?>> given = options.keySet();
    if (command.exclusive().stream().filter(given::contains).count() > 1) {
      return false;
    }
    List<Operand> taken = command.operands();
    boolean isOpenEnded = taken.stream().anyMatch(operand -> !operand.isSingle());
    int fewest = 0;
    for (Operand operand : taken) {
      fewest += operand.atLeast();
    }
    return operands.size() >= fewest && (isOpenEnded || operands.size() == fewest);
  }

  private boolean isUnderstood() {
    for (Map.Entry<Option<?>, List<String>> option : options.entrySet()) {
      if (!option.getKey().take(option.getValue())) {
        return false;
      }
    }
    int next = 0;
    for (Operand operand : command.operands()) {
      int end = operand.isSingle() ? next + 1 : operands.size();
      operand.hold(operands.subList(next, end));
      next = end;
    }
    return true;
  }
}
