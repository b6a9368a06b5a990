package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.ReadingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Progress is for people who wait, and leaves nothing behind. */
class ProgressLineTest {
  private static final String TERM = "xterm";
  private static final String TASK = "task.json";
  private static final String POLICY = "policy.json";
  private static final String REQUIREMENTS = "part.ndjson";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Watch watch = new Watch();

  /** A clock that stands until it is moved, or goes on each time somebody looks at it. */
  private static final class Watch extends Clock {
    private long millis;
    private long step;

    @Override
    public Instant instant() {
      millis += step;
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private ProgressLine line(boolean watched, boolean quiet, String term) {
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    Path here = Path.of("");
    return new ProgressLine(
        new Terminal(
            InputStream.nullInputStream(),
            out,
            out,
            false,
            watched,
            Map.of("TERM", term),
            here,
            here,
            watch),
        "documents",
        quiet);
  }

  private void show(ProgressLine line, long millis, long bytes) {
    watch.millis = millis;
    line.observation(false)
        .progress()
        .ifPresent(
            progress ->
                progress.accept(
                    new ReadingProgress(0, 1, bytes / 10, bytes, OptionalLong.of(80_000))));
  }

  private String shown() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void nothingIsShownOfWhatTakesASecond() {
    ProgressLine line = line(true, false, TERM);
    show(line, 0, 0);
    show(line, 999, 10_000);
    line.during(() -> 1);
    assertEquals("", shown());
  }

  @Test
  void oneLineTellsHowFarItIsAndHowLongItTakes() {
    ProgressLine line = line(true, false, TERM);
    show(line, 2_000, 20_000);
    assertEquals("\r2,000 documents, 1,000/s, 0:06 left\u001b[K", shown());
  }

  @Test
  void ofSeveralFilesItTellsHowMany() {
    ProgressLine line = line(true, false, TERM);
    watch.millis = 2_000;
    line.observation(false)
        .progress()
        .orElseThrow()
        .accept(new ReadingProgress(1_000, 3_000, 1_200, 9, OptionalLong.empty()));
    assertEquals("\r1,000 of 3,000 files, 1,200 documents, 600/s, 0:04 left\u001b[K", shown());
  }

  /** As diff does, which reads one version after the other. */
  @Test
  void whatIsReadAfterSomethingElseTakesItsOwnTime() {
    ProgressLine line = line(true, false, TERM);
    show(line, 8_000, 80_000);
    show(line, 8_000, 0);
    shown();
    show(line, 10_000, 20_000);
    assertEquals("\r2,000 documents, 1,000/s, 0:06 left\u001b[K", shown());
  }

  static List<List<String>> commands() {
    return List.of(
        List.of("generate", TASK),
        List.of("explain", TASK),
        List.of("check", "--policy=" + POLICY, TASK),
        List.of("fleet", "--policy=" + POLICY, TASK),
        List.of("diff", TASK, TASK),
        List.of("merge", REQUIREMENTS));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatReadsTellsHowFarItIs(List<String> command, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(TASK), SecretsTask.reading(List.of("/app/db"), "web"));
    Files.writeString(folder.resolve(POLICY), "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    Files.writeString(
        folder.resolve(REQUIREMENTS),
        Invocation.in(folder).run("generate", "--format=requirements", TASK).out());
    assertTrue(errOf(command, folder).contains("/s"), command::toString);
    assertFalse(errOf(with(command, "--quiet"), folder).contains("\r"), command::toString);
  }

  private static List<String> with(List<String> command, String option) {
    return Stream.concat(command.stream(), Stream.of(option)).toList();
  }

  /** Each time somebody looks at it, the clock has gone on. */
  private String errOf(List<String> command, Path folder) {
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    watch.step = 2_000;
    Main.run(
        command.toArray(String[]::new),
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            out,
            false,
            true,
            Map.of("TERM", TERM),
            folder,
            folder,
            watch));
    return shown();
  }

  @Test
  void itIsWrittenAtMostTenTimesASecond() {
    ProgressLine line = line(true, false, TERM);
    int times = 0;
    for (int millis = 1_000; millis < 3_000; millis += 7) {
      show(line, millis, millis);
      String text = shown();
      times += text.isEmpty() ? 0 : 1;
      assertFalse(text.contains("\n"), text);
    }
    assertTrue(times >= 10 && times <= 20, times + " times");
  }

  @Test
  void itIsGoneBeforeAnythingElseIsWritten() {
    ProgressLine line = line(true, false, TERM);
    line.during(
        () -> {
          show(line, 1_500, 1);
          return shown();
        });
    assertEquals("\r\u001b[K", shown());
  }

  @Test
  void itIsGoneWhenTheWorkFails() {
    ProgressLine line = line(true, false, TERM);
    try {
      line.during(
          () -> {
            show(line, 1_500, 1);
            shown();
            throw new IllegalStateException("expected");
          });
    } catch (IllegalStateException e) {
      assertEquals("expected", e.getMessage());
    }
    assertEquals("\r\u001b[K", shown());
  }

  @Test
  void nothingIsShownWhereNobodyWantsIt() {
    for (ProgressLine line :
        new ProgressLine[] {
          line(false, false, TERM), line(true, true, TERM), line(true, false, "dumb")
        }) {
      show(line, 5_000 + watch.millis, 40_000);
      line.during(() -> 1);
      assertTrue(line.observation(false).progress().isEmpty());
    }
    assertEquals("", shown());
  }
}
