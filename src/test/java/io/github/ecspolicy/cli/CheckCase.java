package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.cli.Invocation.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of data under {@code src/test/resources/checks}, named by a sentence about AWS:
 *
 * <ul>
 *   <li>{@code input.json}, {@code input.yaml} and other files, which {@code options.txt} names as
 *       arguments of {@code ecs-policy check}, one a line
 *   <li>{@code findings.txt}: what is found, one paragraph each, as {@link FindingText} has it;
 *       nothing if absent
 *   <li>{@code diagnostics.txt}: what cannot be read or understood: severity, code and place, one a
 *       line; nothing if absent
 *   <li>{@code status.txt}: the exit status; 0 if absent
 *   <li>{@code output.txt}: the whole text, in the few cases that are about it
 * </ul>
 */
record CheckCase(Path folder) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "checks");

  /** Returns all cases, by name. */
  static List<CheckCase> all() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries.sorted().map(CheckCase::new).toList();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  List<String> arguments() throws IOException {
    return Files.readAllLines(folder.resolve("options.txt"));
  }

  /** Returns what the options name as policies. */
  List<String> policies() throws IOException {
    return arguments().stream()
        .filter(argument -> argument.startsWith("--policy="))
        .map(argument -> argument.substring(argument.indexOf('=') + 1))
        .toList();
  }

  /** Returns the paragraphs of {@code findings.txt}. */
  List<String> findings() throws IOException {
    String text = text("findings.txt").strip();
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n\n"));
  }

  List<String> diagnostics() throws IOException {
    return text("diagnostics.txt").lines().toList();
  }

  int status() throws IOException {
    String text = text("status.txt").strip();
    return text.isEmpty() ? ExitStatus.FINE : Integer.parseInt(text);
  }

  Path outputFile() {
    return folder.resolve("output.txt");
  }

  private String text(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** Returns what a shell would see. */
  Outcome run() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(arguments());
    return Invocation.in(folder).run(arguments.toArray(String[]::new));
  }

  /** Returns what came of it, before it is put in words. */
  CheckReport report() throws IOException {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    CheckCommand command =
        new CheckCommand(
            new Terminal(
                InputStream.nullInputStream(), nowhere, nowhere, false, Map.of(), folder, folder));
    assertTrue(PlainCommandLine.reads(arguments(), command));
    return command.report();
  }
}
