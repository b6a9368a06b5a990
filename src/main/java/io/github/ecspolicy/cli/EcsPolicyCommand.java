package io.github.ecspolicy.cli;

import io.github.ecspolicy.ToolVersion;
import io.github.ecspolicy.diagnostic.Quotation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command itself, which only leads to its subcommands. */
@Command(
    name = "ecs-policy",
    mixinStandardHelpOptions = true,
    versionProvider = EcsPolicyCommand.Version.class,
    description =
        "Reads Amazon ECS task definitions and writes the smallest IAM policy that lets ECS start"
            + " their tasks with the task execution role.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:fine",
      "1:findings: those that --fail-on names, warnings under --strict, errors under --keep-going, texts that are not recognised",
      "2:the command line or an input is wrong; nothing is written",
      "70:a mistake in ecs-policy itself"
    })
final class EcsPolicyCommand {
  private EcsPolicyCommand() {}

  /** Prints the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ecs-policy " + ToolVersion.current()};
    }
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine command = new CommandLine(new EcsPolicyCommand());
    command.addSubcommand(new GenerateCommand(terminal));
    command.addSubcommand(new MergeCommand(terminal));
    command.addSubcommand(new ExplainCommand(terminal));
    command.addSubcommand(new CheckCommand(terminal));
    command.addSubcommand(new DiffCommand(terminal));
    command.addSubcommand(new FleetCommand(terminal));
    command.addSubcommand(new ExplainErrorCommand(terminal));
    command.addSubcommand(new CommandLine.HelpCommand());
    return command
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((exception, args) -> usageError(exception, terminal))
        .setExecutionExceptionHandler((exception, failed, parsed) -> failure(exception, terminal));
  }

  private static int usageError(ParameterException exception, Terminal terminal) {
    CommandLine command = exception.getCommandLine();
    List<String> suggestions =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String name = command.getCommandSpec().qualifiedName(" ");
    terminal
        .err()
        .print(
            "error: "
                + Quotation.visible(
                    lowerCased(exception.getMessage().replaceFirst("^[Ee]rror: ", "")))
                + "\n");
    if (!suggestions.isEmpty()) {
      terminal.err().print("  hint: did you mean " + String.join(" or ", suggestions) + "?\n");
    }
    terminal.err().print("  hint: `" + name + " --help` lists what it takes\n");
    return ExitStatus.INVALID;
  }

  private static String lowerCased(String message) {
    return message.isEmpty() || message.startsWith("--")
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static int failure(Exception exception, Terminal terminal) {
    return exception instanceof InvalidPathException invalid
        ? invalidName(invalid, terminal)
        : bug(exception, terminal);
  }

  /** With no locale set, the JVM knows file names in ASCII only. */
  private static int invalidName(InvalidPathException exception, Terminal terminal) {
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
