package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Blocks hold all lines, each once and in order, however many processors and bytes come at once.
 */
class LineBlocksTest {
  private static final int LINES = 3_000;

  private static RepeatedDocuments repeated() {
    return new RepeatedDocuments(new CdkManifest());
  }

  private static byte[] stream(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append(
          "{\"family\":\"f\",\"containerDefinitions\":[],\"cpu\":\"%s\"}"
              .formatted("x".repeat(random.nextInt(1_500))));
      text.append(i == LINES - 1 ? "" : "\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** What comes through a pipe comes as it likes. */
  private static InputStream trickling(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(100_000)));
      }
    };
  }

  private static List<String> lines(byte[] stream, int processors) throws IOException {
    List<String> lines = new ArrayList<>();
    InputStream in = trickling(stream, new Random(processors));
    byte[] start = in.readNBytes(100);
    try (LineBlocks blocks = new LineBlocks(start, 100, in, repeated(), processors)) {
      LineBlock block = blocks.first();
      add(block, lines);
      while (!block.isLast()) {
        block = blocks.after(block);
        add(block, lines);
      }
    }
    return lines;
  }

  private static void add(LineBlock block, List<String> lines) {
    for (int i = 0; i < block.count(); i++) {
      assertEquals(Skeleton.Kind.PLAIN, block.kind(i));
      lines.add(
          new String(
                  block.bytes(),
                  block.from(i),
                  block.to(i) - block.from(i),
                  StandardCharsets.US_ASCII)
              + new String(
                  block.skeletons(),
                  block.skeletonFrom(i),
                  block.skeletonTo(i) - block.skeletonFrom(i),
                  StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void oneProcessorOrMoreMakeTheSameLines() throws IOException {
    byte[] stream = stream(new Random(3));
    List<String> lines = lines(stream, 1);
    assertEquals(LINES, lines.size());
    assertEquals(lines, lines(stream, 2));
  }

  @Test
  void theRestIsAllThatIsLeft() throws IOException {
    byte[] stream = stream(new Random(4));
    for (int processors : new int[] {1, 2}) {
      InputStream in = trickling(stream, new Random(5));
      try (LineBlocks blocks = new LineBlocks(new byte[0], 0, in, repeated(), processors)) {
        LineBlock block = blocks.first();
        int before = block.size();
        block = blocks.after(block);
        int from = block.from(1);
        byte[] rest = blocks.rest(block, from).readAllBytes();
        assertEquals(stream.length - before - from, rest.length);
        assertTrue(
            new String(stream, StandardCharsets.US_ASCII)
                .endsWith(new String(rest, StandardCharsets.US_ASCII)));
      }
    }
  }

  @Test
  void whatGoesWrongWithTheInputIsNotSwallowed() throws IOException {
    for (int processors : new int[] {1, 2}) {
      InputStream in =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw new IOException("expected");
            }
          };
      try (LineBlocks blocks = new LineBlocks(new byte[0], 0, in, repeated(), processors)) {
        assertEquals("expected", assertThrows(IOException.class, blocks::first).getMessage());
      }
    }
  }

  @Test
  void nobodyReadsOnWhenTheWorkIsGivenUp() throws Exception {
    byte[] line = "{}\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    Thread self = Thread.currentThread();
    AtomicReference<Thread> other = new AtomicReference<>();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '\n';
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (Thread.currentThread() != self) {
              other.set(Thread.currentThread());
            }
            int count = Math.min(length, line.length);
            System.arraycopy(line, 0, target, offset, count);
            return count;
          }
        };
    LineBlocks blocks = new LineBlocks(new byte[0], 0, endless, repeated(), 2);
    LineBlock block = blocks.first();
    while (other.get() == null) {
      block = blocks.after(block);
    }
    blocks.close();
    other.get().join(TimeUnit.SECONDS.toMillis(30));
    assertTrue(!other.get().isAlive(), "still at it");
  }
}
