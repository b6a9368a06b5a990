package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Blocks, one after the other. Where there is a second processor, it makes the next while the last
 * is dealt with; what comes of it is the same.
 */
final class BlocksAhead implements AutoCloseable {
  /** One that is made, one that is dealt with, and one between them. */
  private static final int BLOCKS = 3;

  private final Maker maker;
  private final Optional<Thread> thread;
  private final BlockingQueue<LineBlock> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(BLOCKS);
  private boolean isOver;

  /** What fills blocks. */
  interface Maker {
    /** Fills {@code block}, and returns {@code true} if it is the last. */
    boolean make(LineBlock block) throws IOException;

    /** Begins {@code block} with what {@code before}, which is filled, leaves to it. */
    void begin(LineBlock block, LineBlock before);
  }

  /** A block, or why there is none. */
  private sealed interface Made {}

  private record Block(LineBlock block, boolean isLast) implements Made {}

  private record Failed(Exception cause) implements Made {}

  private record Broken(Error cause) implements Made {}

  /**
   * Blocks that {@code maker} fills.
   *
   * @param first the first of them, which may have begun
   * @param processors how many there are
   */
  BlocksAhead(Maker maker, LineBlock first, int processors) {
    this.maker = maker;
    free.add(first);
    free.add(new LineBlock());
    if (processors > 1) {
      free.add(new LineBlock());
      Thread reader = new Thread(this::makeAll, "reader of blocks");
      // The input may not end when the reading of it does.
      reader.setDaemon(true);
      thread = Optional.of(reader);
      reader.start();
    } else {
      thread = Optional.empty();
    }
  }

  private void makeAll() {
    try {
      LineBlock block = free.take();
      boolean isLast = maker.make(block);
      while (!isLast) {
        LineBlock next = free.take();
        maker.begin(next, block);
        made.put(new Block(block, false));
        block = next;
        isLast = maker.make(block);
      }
      made.put(new Block(block, true));
    } catch (IOException | RuntimeException e) {
      // There is room for all blocks, and so for this in the place of one.
      made.offer(new Failed(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      made.offer(new Broken(e));
    }
  }

  /** Returns the first block. */
  LineBlock first() throws IOException {
    return thread.isPresent() ? take() : made(free.remove());
  }

  /** Returns the block after {@code done}, which is not the last and not used any more. */
  LineBlock after(LineBlock done) throws IOException {
    if (thread.isPresent()) {
      free.add(done);
      return take();
    }
    LineBlock next = free.remove();
    maker.begin(next, done);
    free.add(done);
    return made(next);
  }

  private LineBlock made(LineBlock block) throws IOException {
    isOver = maker.make(block);
    return block;
  }

  private LineBlock take() throws IOException {
    try {
      Made next = made.take();
      if (next instanceof Failed failed) {
        if (failed.cause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException("a block cannot be made", failed.cause());
      }
      if (next instanceof Broken broken) {
        throw broken.cause();
      }
      isOver = ((Block) next).isLast();
      return ((Block) next).block();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Returns {@code true} if the last block was returned, and nobody makes another. */
  boolean isOver() {
    return isOver;
  }

  /** Ends the making of blocks, wherever it is. */
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
  }
}
