package io.github.ecspolicy.cli;

import io.github.ecspolicy.ToolVersion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads any command line, prints help, and says what is wrong with a command line. */
final class EcsPolicyCommand {
  private static final Map<String, String> EXIT_STATUS = new LinkedHashMap<>();

  static {
    EXIT_STATUS.put("0", "fine");
    EXIT_STATUS.put(
        "1",
        "findings: those that --fail-on names, warnings under --strict, errors under --keep-going,"
            + " differences under --exit-code, texts that explain-error does not recognise");
    EXIT_STATUS.put("2", "the command line or an input is wrong; nothing is written");
    EXIT_STATUS.put("70", "a mistake in ecs-policy itself");
  }

  private EcsPolicyCommand() {}

  /** Returns the command itself, which only leads to its subcommands, with all of these. */
  static CommandLine commandLine(Terminal terminal) {
    CommandSpec spec = CommandSpec.create().name("ecs-policy").mixinStandardHelpOptions(true);
    spec.versionProvider(EcsPolicyCommand::version);
    spec.usageMessage()
        .description(
            "Reads Amazon ECS task definitions and writes the smallest IAM policy that lets ECS"
                + " start their tasks with the task execution role.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nOptions:%n")
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(EXIT_STATUS);
    for (Subcommand subcommand : Subcommand.values()) {
      spec.addSubcommand(subcommand.word(), spec(subcommand, subcommand.in(terminal)));
    }
    CommandLine line = new CommandLine(spec);
    line.addSubcommand(new CommandLine.HelpCommand());
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.isColourful() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((exception, args) -> usageError(exception, terminal))
        .setExecutionExceptionHandler(handler(terminal));
  }

  private static IExecutionExceptionHandler handler(Terminal terminal) {
    return (exception, failed, parsed) ->
        Failure.of(exception, failed.getCommandSpec().qualifiedName(" "), terminal);
  }

  private static int usageError(ParameterException exception, Terminal terminal) {
    List<String> suggestions =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return Failure.ofUsage(
        exception.getMessage(),
        suggestions,
        exception.getCommandLine().getCommandSpec().qualifiedName(" "),
        terminal);
  }

  private static CommandSpec spec(Subcommand subcommand, Command command) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(command)
            .name(subcommand.word())
            .mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(subcommand.description())
        .abbreviateSynopsis(true)
        .showAtFileInUsageHelp(true)
        .optionListHeading("%nHelp:%n");
    for (HelpHeading heading : HelpHeading.values()) {
      List<Option<?>> options = command.options().stream().filter(heading::isOver).toList();
      if (!options.isEmpty()) {
        spec.addArgGroup(group(heading, options, command.exclusive()));
      }
    }
    int index = 0;
    for (Operand operand : command.operands()) {
      spec.addPositional(spec(operand, index++));
    }
    return spec;
  }

  /**
   * The options below a heading; those of which the user gives at most one have one of their own.
   */
  private static ArgGroupSpec group(
      HelpHeading heading, List<Option<?>> options, List<Option<?>> exclusive) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().heading("%n" + heading.words() + ":%n").order(heading.ordinal());
    if (exclusive.containsAll(options)) {
      group.exclusive(true).multiplicity("0..1");
    } else {
      group.validate(false);
    }
    options.forEach(option -> group.addArg(spec(option)));
    return group.build();
  }

  private static String[] version() {
    List<String> lines = new ArrayList<>();
    lines.add("ecs-policy " + ToolVersion.current());
    ToolVersion.commit().ifPresent(commit -> lines.add("commit " + commit));
    lines.add(
        "Java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
    return lines.toArray(String[]::new);
  }

  private static OptionSpec spec(Option<?> option) {
    Held held = new Held(option);
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new))
            .description(option.description())
            .getter(held)
            .setter(held);
    if (!option.takesValue()) {
      return builder.type(boolean.class).build();
    }
    builder
        .paramLabel(option.accepts().label())
        .arity("1")
        .type(String.class)
        .converters(text -> checked(option.accepts(), text));
    return (option.isRepeatable() ? builder.type(List.class).auxiliaryTypes(String.class) : builder)
        .build();
  }

  private static String checked(Option.Values<?> values, String text) {
    // words may be written in capitals too
    String word = values.words().isPresent() ? text.toLowerCase(Locale.ROOT) : text;
    if (values.parse().apply(word).isEmpty()) {
      throw new TypeConversionException(values.refusal().apply(text));
    }
    return word;
  }

  private static PositionalParamSpec spec(Operand operand, int index) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .paramLabel(operand.label())
            .description(operand.description())
            .required(operand.atLeast() > 0);
    if (operand.isSingle()) {
      builder.index(Integer.toString(index)).arity("1").type(String.class);
    } else {
      builder.arity(operand.atLeast() + "..*").type(List.class).auxiliaryTypes(String.class);
    }
    Held held = new Held(operand);
    return builder.getter(held).setter(held).build();
  }

  /** Where picocli keeps what it has read, and where the command finds it. */
  private static final class Held implements IGetter, ISetter {
    private final Consumer<List<String>> reader;
    private Object value;

    Held(Option<?> option) {
      reader = option::take;
    }

    Held(Operand operand) {
      reader = operand::hold;
    }

    @Override
    @SuppressWarnings("unchecked") // picocli asks for what it has set
    public <T> T get() {
      return (T) value;
    }

    @Override
    public <T> T set(T newValue) {
      T before = get();
      value = newValue;
      reader.accept(texts(newValue));
      return before;
    }

    private static List<String> texts(Object value) {
      if (value instanceof List<?> list) {
        return list.stream().map(Object::toString).toList();
      }
      return value == null || value.equals(false) ? List.of() : List.of(value.toString());
    }
  }
}
