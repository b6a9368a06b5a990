package io.github.ecspolicy.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** A run of the command with a folder, an environment and standard input of its own. */
final class Invocation {
  /** What a shell would see of a run. */
  record Outcome(int status, String out, String err) {}

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private InputStream in = InputStream.nullInputStream();
  private boolean interactive;
  private Clock clock = Clock.systemUTC();

  private Invocation(Path folder) {
    this.folder = folder;
  }

  /** In {@code folder}, which is the user's home too, with no environment variables. */
  static Invocation in(Path folder) {
    return new Invocation(folder);
  }

  Invocation with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Invocation reading(String stdin) {
    in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** At a terminal, where a person reads the output. */
  Invocation interactive() {
    interactive = true;
    return this;
  }

  /** On the day {@code today}. */
  Invocation on(LocalDate today) {
    clock = Clock.fixed(today.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
    return this;
  }

  Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new Terminal(
                in,
                utf8(out),
                utf8(err),
                interactive,
                interactive,
                Map.copyOf(variables),
                folder,
                folder,
                clock));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Returns what a run would be surrounded by whose output nobody reads. */
  Terminal terminal() {
    PrintStream nowhere = utf8(new ByteArrayOutputStream());
    return new Terminal(
        in,
        nowhere,
        nowhere,
        interactive,
        interactive,
        Map.copyOf(variables),
        folder,
        folder,
        clock);
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }
}
