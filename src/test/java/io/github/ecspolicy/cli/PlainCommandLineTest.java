package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is read without picocli is what picocli reads. */
class PlainCommandLineTest {
  private static final int LINES = 500;

  /** Values of options, right ones and wrong ones, and what else stands on command lines. */
  private static final List<String> WORDS =
      List.of(
          "a.json",
          "b.yaml",
          "-",
          "--",
          "",
          "@args",
          "-x",
          "-o",
          "-ofile",
          "--help",
          "--version",
          "\"quoted\"",
          "'quoted'",
          "a=b",
          "=",
          "eu-west-1",
          "EU-WEST-1",
          "111122223333",
          "1",
          "all",
          "ALL",
          "secrets",
          "json",
          "JSON",
          "aws-cli",
          "AWS_CLI",
          "inline",
          "managed",
          "fail",
          "note",
          "never",
          "any",
          "/prod/*=alias/app",
          "arn:aws:ecr:eu-west-1:111122223333:repository/app",
          "true",
          "false",
          "${sys:user.name}",
          "a b",
          "\u00e9");

  private final Terminal terminal = Invocation.in(Path.of("")).terminal();

  @ParameterizedTest
  @EnumSource(Subcommand.class)
  void whatIsReadIsReadByPicocliAsTheSame(Subcommand subcommand) {
    Random random = new Random(subcommand.ordinal());
    int read = 0;
    for (int i = 0; i < LINES; i++) {
      List<String> line = line(subcommand, random);
      Optional<Command> command = PlainCommandLine.read(line, terminal);
      if (command.isPresent()) {
        assertEquals(Optional.of(given(command.get())), byPicocli(line), line.toString());
        read++;
      }
    }
    assertTrue(read > LINES / 20, read + " were read");
    assertTrue(read < LINES, "none was left to picocli");
  }

  private List<String> line(Subcommand subcommand, Random random) {
    List<Option<?>> options = subcommand.in(terminal).options();
    List<String> line = new ArrayList<>(List.of(subcommand.word()));
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      Option<?> option = options.get(random.nextInt(options.size()));
      String name = option.names().get(random.nextInt(option.names().size()));
      String value =
          random.nextInt(3) > 0 && option.accepts().words().isPresent()
              ? Option.text(
                  (Enum<?>) option.accepts().words().get().getEnumConstants()[random.nextInt(2)])
              : WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(8)) {
        case 0, 1 -> line.add(value);
        case 2 -> line.add(name + "=" + value);
        case 3 -> line.add(name);
        default -> {
          line.add(name);
          if (option.takesValue()) {
            line.add(value);
          }
        }
      }
    }
    line.add("a.json");
    if (random.nextBoolean()) {
      line.add("b.json");
    }
    return line;
  }

  private static Map<String, List<String>> given(Command command) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (Option<?> option : command.options()) {
      given.put(
          option.names().get(0),
          option.all().stream()
              .map(value -> value instanceof Enum<?> word ? Option.text(word) : value.toString())
              .toList());
    }
    for (Operand operand : command.operands()) {
      given.put(operand.label(), operand.all());
    }
    return given;
  }

  /** Empty if picocli refuses it, or prints help. */
  private Optional<Map<String, List<String>>> byPicocli(List<String> line) {
    CommandLine commandLine = EcsPolicyCommand.commandLine(terminal);
    Command command;
    try {
      CommandLine.ParseResult result = commandLine.parseArgs(line.toArray(String[]::new));
      CommandSpec spec = result.subcommand().commandSpec();
      if (result.subcommand().isUsageHelpRequested()
          || result.subcommand().isVersionHelpRequested()) {
        return Optional.empty();
      }
      command = (Command) spec.userObject();
    } catch (ParameterException e) {
      return Optional.empty();
    }
    return Optional.of(given(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate td.json",
        "generate --scope all --region=eu-west-1 td.json",
        "generate --kms-key /a=alias/a --kms-key /b=alias/b a.json b.json",
        "generate -o policy.json --strict -",
        "check --policy p.json --format sarif td.json",
        "diff old.json new.json",
        "explain-error CannotPullContainerError: x"
      })
  void everydayLinesAreRead(String line) {
    assertTrue(PlainCommandLine.read(Arrays.asList(line.split(" ")), terminal).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "help generate",
        "generate",
        "generate --help",
        "generate --strict --strict td.json",
        "generate -o a --output-dir b td.json",
        "generate --region mars td.json",
        "generate --bogus td.json",
        "generate @args",
        "generate -- td.json",
        "diff old.json",
        "diff a b c"
      })
  void theRestIsLeftToPicocli(String line) {
    assertFalse(PlainCommandLine.read(Arrays.asList(line.split(" ")), terminal).isPresent());
  }
}
