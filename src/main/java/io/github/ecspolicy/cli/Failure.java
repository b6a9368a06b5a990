package io.github.ecspolicy.cli;

import io.github.ecspolicy.ToolVersion;
import io.github.ecspolicy.diagnostic.Quotation;
import java.nio.file.InvalidPathException;
import java.util.List;

/** What is said where a run ends early. */
final class Failure {
  private Failure() {}

  /**
   * Says what is wrong with a command line.
   *
   * @param suggestions what may have been meant
   * @param command the command with its subcommand
   * @return the exit status
   */
  static int ofUsage(String message, List<String> suggestions, String command, Terminal terminal) {
    terminal
        .err()
        .print(
            "error: "
                + Quotation.visible(lowerCased(message.replaceAll("^[Ee]rror: |\\.$", "")))
                + "\n");
    if (!suggestions.isEmpty()) {
      terminal.err().print("  hint: did you mean " + String.join(" or ", suggestions) + "?\n");
    }
    terminal.err().print("  hint: `" + command + " --help` lists what it takes\n");
    return ExitStatus.INVALID;
  }

  private static String lowerCased(String message) {
    return message.isEmpty() || message.startsWith("--")
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /**
   * Says what went wrong in a run.
   *
   * @param command the command with its subcommand
   * @return the exit status
   */
  static int of(Exception exception, String command, Terminal terminal) {
    if (exception instanceof Command.UsageException usage) {
      return ofUsage(usage.getMessage(), List.of(), command, terminal);
    }
    return exception instanceof InvalidPathException invalid
        ? ofName(invalid, terminal)
        : bug(exception, terminal);
  }

  /** With no locale set, the JVM knows file names in ASCII only. */
  private static int ofName(InvalidPathException exception, Terminal terminal) {
    String name = Quotation.quote(exception.getInput());
    terminal
        .err()
        .print(
            "error: no file can have this name here: "
                + name
                + "\n  hint: set LC_ALL to a UTF-8 locale\n");
    return ExitStatus.INVALID;
  }

  private static int bug(Exception exception, Terminal terminal) {
    terminal
        .err()
        .print("error: this is a mistake in ecs-policy " + ToolVersion.current() + ", sorry\n");
    exception.printStackTrace(terminal.err());
    return ExitStatus.BUG;
  }
}
