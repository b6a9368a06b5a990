package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Blocks, one after the other. Where there is a second processor, another thread makes the next
 * while one is dealt with, and who waits for a block makes one meanwhile; what comes of it is the
 * same.
 */
final class BlocksAhead implements AutoCloseable {
  /** One that is dealt with, one that each thread is making, and one between them. */
  private static final int BLOCKS = 4;

  private final Maker maker;
  private final Skeleton own;
  private final Optional<Thread> thread;

  /** What follows is only touched by who has the lock of this. */
  private final Deque<LineBlock> free = new ArrayDeque<>();

  private final Deque<Made> made = new ArrayDeque<>();
  private Optional<LineBlock> filledLast = Optional.empty();
  private boolean isFilling;
  private boolean isFilled;

  /** What makes blocks, in two steps. */
  interface Maker {
    /**
     * Fills {@code block} with what comes next; one after the other.
     *
     * @param before the one filled before, which may be the same, and is at most looked at
     * @return {@code true} if it is the last
     */
    boolean fill(LineBlock block, Optional<LineBlock> before) throws IOException;

    /** Finds out what it is filled with; several threads at a time, each for another block. */
    void look(LineBlock block, Skeleton skeleton);

    /** Returns what a thread makes skeletons with. */
    Skeleton skeleton();
  }

  /** A block that is filled, or why there is none. */
  private static final class Made {
    private final LineBlock block;
    private boolean isReady;
    private Optional<Throwable> failure = Optional.empty();

    Made(LineBlock block) {
      this.block = block;
    }

    private void fail(Throwable cause) {
      failure = Optional.of(cause);
    }

    LineBlock block() throws IOException {
      if (failure.isPresent()) {
        Throwable cause = failure.get();
        if (cause instanceof IOException ofInput) {
          throw ofInput;
        }
        if (cause instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("a block cannot be made", cause);
      }
      return block;
    }
  }

  /**
   * Blocks that {@code maker} makes.
   *
   * @param first the first of them, which may have begun
   * @param processors how many there are
   */
  BlocksAhead(Maker maker, LineBlock first, int processors) {
    this.maker = maker;
    own = maker.skeleton();
    free.add(first);
    if (processors > 1) {
      for (int i = 1; i < BLOCKS; i++) {
        free.add(new LineBlock());
      }
      Thread helper = new Thread(this::makeAll, "maker of blocks");
      // The input may not end when the reading of it does.
      helper.setDaemon(true);
      thread = Optional.of(helper);
      helper.start();
    } else {
      thread = Optional.empty();
    }
  }

  private void makeAll() {
    try {
      Skeleton skeleton = maker.skeleton();
      Optional<LineBlock> room = room();
      while (room.isPresent()) {
        make(room.get(), skeleton);
        room = room();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a block to fill, and returns it; empty if all are filled. */
  private synchronized Optional<LineBlock> room() throws InterruptedException {
    while (!isFilled) {
      if (canBeFilled()) {
        isFilling = true;
        return Optional.of(free.remove());
      }
      wait();
    }
    return Optional.empty();
  }

  /** Waits for a block to fill, and returns it; empty if before that, the next is ready. */
  private synchronized Optional<LineBlock> roomBeforeNext() throws InterruptedException {
    while (made.isEmpty() || !made.element().isReady) {
      if (canBeFilled()) {
        isFilling = true;
        return Optional.of(free.remove());
      }
      wait();
    }
    return Optional.empty();
  }

  private boolean canBeFilled() {
    return !isFilling && !isFilled && !free.isEmpty();
  }

  private void make(LineBlock block, Skeleton skeleton) {
    Made next = new Made(block);
    boolean isLast = true;
    try {
      isLast = maker.fill(block, filledLast);
    } catch (IOException | RuntimeException | Error e) {
      next.fail(e);
    }
    add(next, isLast);
    if (next.failure.isEmpty()) {
      try {
        maker.look(block, skeleton);
      } catch (RuntimeException | Error e) {
        next.fail(e);
      }
    }
    markReady(next);
  }

  private synchronized void add(Made next, boolean isLast) {
    made.add(next);
    filledLast = Optional.of(next.block);
    isFilling = false;
    isFilled = isLast;
    notifyAll();
  }

  private synchronized void markReady(Made next) {
    next.isReady = true;
    notifyAll();
  }

  /** Returns the first block. */
  LineBlock first() throws IOException {
    return next();
  }

  /** Returns the block after {@code done}, which is not the last and not used any more. */
  LineBlock after(LineBlock done) throws IOException {
    synchronized (this) {
      free.add(done);
      notifyAll();
    }
    return next();
  }

  private LineBlock next() throws IOException {
    try {
      Optional<LineBlock> room = roomBeforeNext();
      while (room.isPresent()) {
        make(room.get(), own);
        room = roomBeforeNext();
      }
      synchronized (this) {
        return made.remove().block();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Ends the making of blocks, wherever it is. */
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
  }
}
