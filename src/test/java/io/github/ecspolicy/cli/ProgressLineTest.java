package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.ReadingProgress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Progress is for people who wait, and leaves nothing behind. */
class ProgressLineTest {
  private static final String TERM = "xterm";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Watch watch = new Watch();

  /** A clock that stands until it is moved. */
  private static final class Watch extends Clock {
    private long millis;

    @Override
    public Instant instant() {
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
    assertEquals("\r0 of 1 files, 2,000 documents, 1,000/s, 0:06 left\u001b[K", shown());
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
