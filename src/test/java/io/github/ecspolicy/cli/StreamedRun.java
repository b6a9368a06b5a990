package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A run of the command over a stream of lines on standard input that is nowhere as a whole. */
final class StreamedRun {
  private static final int SECONDS = 120;

  private final Path folder;
  private final List<String> arguments;
  private final IntFunction<String> line;

  /**
   * A run to be made.
   *
   * @param folder where it runs, with what else it reads
   * @param line makes a line, with its end, from its number
   */
  StreamedRun(Path folder, List<String> arguments, IntFunction<String> line) {
    this.folder = folder;
    this.arguments = List.copyOf(arguments);
    this.line = line;
  }

  /**
   * What came of a run.
   *
   * @param live bytes that were still reachable when all lines had been read
   */
  record Outcome(String out, long live) {}

  private final class Lines extends InputStream {
    private final int count;
    private int made;
    private byte[] bytes = {};
    private int position;
    private long live;

    Lines(int count) {
      this.count = count;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == bytes.length) {
        if (made == count) {
          live = reachable();
          return -1;
        }
        bytes = line.apply(made++).getBytes(StandardCharsets.UTF_8);
        position = 0;
      }
      int read = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, target, offset, read);
      position += read;
      return read;
    }

    private long reachable() {
      Runtime runtime = Runtime.getRuntime();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        System.gc();
        least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      }
      return least;
    }
  }

  /** Runs it over {@code count} lines in this JVM. */
  Outcome over(int count) {
    Lines lines = new Lines(count);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            lines,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of(),
            folder,
            folder);
    int status = Main.run(arguments.toArray(String[]::new), terminal);
    assertEquals(ExitStatus.FINE, status, err::toString);
    return new Outcome(out.toString(StandardCharsets.UTF_8), lines.live);
  }

  /**
   * Runs it over {@code count} lines in a JVM of its own, and returns what that printed.
   *
   * @param heap the option for its heap
   */
  String over(int count, String heap) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        new Lines(count).transferTo(stdin);
      }
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still at it");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(ExitStatus.FINE, process.exitValue(), () -> read(err));
    return read(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
