package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The blocks of lines of one input, one after the other. Where there is a second processor, it
 * reads and looks at the next while the last is dealt with; what comes of it is the same.
 */
final class LineBlocks implements AutoCloseable {
  /** One that is read, one that is dealt with, and one between them. */
  private static final int BLOCKS = 3;

  private final InputStream in;
  private final RepeatedDocuments repeated;
  private final Skeleton skeleton;
  private final KnownDocuments known;
  private final Optional<Thread> thread;
  private final BlockingQueue<LineBlock> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(BLOCKS);
  private boolean isOver;

  /** Without a second processor, the first block and then the one that is not in use. */
  private LineBlock spare;

  /** A block, or why there is none. */
  private sealed interface Made {}

  private record Block(LineBlock block) implements Made {}

  private record Failed(Exception cause) implements Made {}

  private record Broken(Error cause) implements Made {}

  /**
   * Blocks that begin with what was read already.
   *
   * @param start the first bytes
   * @param length how many of them
   * @param processors how many there are
   */
  LineBlocks(byte[] start, int length, InputStream in, RepeatedDocuments repeated, int processors) {
    this.in = in;
    this.repeated = repeated;
    skeleton = repeated.skeleton();
    known = repeated.known();
    LineBlock first = new LineBlock();
    first.begin(start, length);
    spare = first;
    if (processors > 1) {
      for (int i = 1; i < BLOCKS; i++) {
        free.add(new LineBlock());
      }
      Thread reader = new Thread(() -> makeAll(first), "reader of lines");
      // The input may not end when the reading of it does.
      reader.setDaemon(true);
      thread = Optional.of(reader);
      reader.start();
    } else {
      thread = Optional.empty();
    }
  }

  /** Returns {@code true} if what the input begins with may be documents that are a line each. */
  static boolean mayBegin(byte[] start) {
    for (byte c : start) {
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return c == '{';
      }
    }
    return false;
  }

  private void makeAll(LineBlock first) {
    try {
      LineBlock block = first;
      make(block);
      while (!isEnd(block)) {
        LineBlock next = free.take();
        next.begin(block);
        made.put(new Block(block));
        block = next;
        make(block);
      }
      made.put(new Block(block));
    } catch (IOException | RuntimeException e) {
      offer(new Failed(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      offer(new Broken(e));
    }
  }

  /** There is room for all blocks and one failure in their place. */
  private void offer(Made failure) {
    made.offer(failure);
  }

  private void make(LineBlock block) throws IOException {
    block.fill(in);
    block.look(skeleton, known);
  }

  private static boolean isEnd(LineBlock block) {
    return block.isLast() || block.isCut();
  }

  /** Returns the first block. */
  LineBlock first() throws IOException {
    if (thread.isPresent()) {
      return take();
    }
    LineBlock first = spare;
    spare = new LineBlock();
    make(first);
    return first;
  }

  /** Returns the block after {@code done}, which is not the last and not used any more. */
  LineBlock after(LineBlock done) throws IOException {
    if (thread.isPresent()) {
      free.add(done);
      return take();
    }
    LineBlock next = spare;
    next.begin(done);
    spare = done;
    make(next);
    return next;
  }

  private LineBlock take() throws IOException {
    try {
      Made next = made.take();
      if (next instanceof Failed failed) {
        if (failed.cause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException("lines cannot be told apart", failed.cause());
      }
      if (next instanceof Broken broken) {
        throw broken.cause();
      }
      LineBlock block = ((Block) next).block();
      isOver = isEnd(block);
      return block;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Returns everything from {@code from} in {@code block} on, which is not needed otherwise. */
  InputStream rest(LineBlock block, int from) {
    return new Rest(block, from);
  }

  private final class Rest extends InputStream {
    private LineBlock block;
    private int position;

    Rest(LineBlock block, int position) {
      this.block = block;
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (position == block.size()) {
        if (block.isLast()) {
          return -1;
        }
        if (block.isCut()) {
          return in.read(target, offset, length);
        }
        block = after(block);
        position = 0;
      }
      int count = Math.min(length, block.size() - position);
      System.arraycopy(block.bytes(), position, target, offset, count);
      position += count;
      return count;
    }
  }

  /** Ends reading, wherever it is. */
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
    if (thread.isPresent() && !isOver) {
      // It may be at work a moment longer.
      repeated.renew();
    }
  }
}
