package io.github.ecspolicy.cli;

import io.github.ecspolicy.diagnostic.Observation;
import io.github.ecspolicy.diagnostic.ReadingProgress;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How far a long run has come: one line on a terminal, written again and again, and gone before
 * anything else is written.
 */
final class ProgressLine {
  /** Who waits for less wants to see nothing flicker. */
  private static final long PATIENCE_MILLIS = 1_000;

  private static final long BETWEEN_MILLIS = 100;

  private static final String START_OF_LINE = "\r";
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;
  private final Clock clock;
  private final String things;
  private final boolean shown;
  private long start;
  private long bytes;
  private long last;
  private boolean isThere;

  /**
   * The line of one run.
   *
   * @param things that are counted
   * @param quiet whether nobody wants it
   */
  ProgressLine(Terminal terminal, String things, boolean quiet) {
    this.terminal = terminal;
    this.things = things;
    clock = terminal.clock();
    String kind = terminal.variables().getOrDefault("TERM", "");
    shown = terminal.watched() && !quiet && !kind.equals("dumb");
    start = clock.millis();
    last = start + PATIENCE_MILLIS - BETWEEN_MILLIS;
  }

  /**
   * Does {@code work}, and clears the line at its end.
   *
   * @param <T> what comes of it
   */
  <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      clear();
    }
  }

  /**
   * Returns what is to be known of reading.
   *
   * @param digests whether it is told which bytes were read
   */
  Observation observation(boolean digests) {
    return new Observation(digests, shown ? Optional.of(this::show) : Optional.empty());
  }

  private void show(ReadingProgress progress) {
    long now = clock.millis();
    if (progress.bytes() < bytes) {
      // what is read is something else than before
      start = now;
    }
    bytes = progress.bytes();
    if (now - last >= BETWEEN_MILLIS) {
      last = now;
      isThere = true;
      terminal.err().print(START_OF_LINE + text(progress, now - start) + "\u001b[K");
      terminal.err().flush();
    }
  }

  private void clear() {
    if (isThere) {
      terminal.err().print(CLEAR);
      isThere = false;
    }
  }

  private String text(ReadingProgress progress, long millis) {
    String files =
        progress.filesInAll() == 1
            ? ""
            : String.format(
                Locale.ROOT, "%,d of %,d files, ", progress.files(), progress.filesInAll());
    String rate =
        String.format(
            Locale.ROOT,
            "%,d %s, %,d/s",
            progress.definitions(),
            things,
            progress.definitions() * 1000 / Math.max(millis, 1));
    double done = done(progress);
    String left = done > 0 ? ", " + left((long) (millis * (1 - done) / done)) + " left" : "";
    return files + rate + left;
  }

  /** Returns the part that is done, or 0 if that is not known. */
  private static double done(ReadingProgress progress) {
    if (progress.bytesInAll().isPresent()) {
      return (double) progress.bytes() / Math.max(progress.bytesInAll().getAsLong(), 1);
    }
    return progress.filesInAll() > 1 ? (double) progress.files() / progress.filesInAll() : 0;
  }

  private static String left(long millis) {
    long seconds = Math.max(millis + 500, 0) / 1000;
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
