package io.github.ecspolicy.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The blocks of lines of one input, one after the other. */
final class LineBlocks implements AutoCloseable {
  private final InputStream in;
  private final BlocksAhead blocks;

  /**
   * Blocks that begin with what was read already.
   *
   * @param start the first bytes
   * @param length how many of them
   * @param processors how many there are
   */
  LineBlocks(byte[] start, int length, InputStream in, RepeatedDocuments repeated, int processors) {
    this.in = in;
    LineBlock first = new LineBlock();
    first.begin(start, length);
    blocks = new BlocksAhead(new Lines(in, repeated), first, processors);
  }

  /** Fills blocks with lines. */
  private record Lines(InputStream in, RepeatedDocuments repeated) implements BlocksAhead.Maker {
    @Override
    public boolean fill(LineBlock block, Optional<LineBlock> before) throws IOException {
      before.ifPresent(block::begin);
      block.fill(in);
      return block.isLast() || block.isCut();
    }

    @Override
    public void look(LineBlock block, Skeleton skeleton) {
      block.look(skeleton, repeated.known());
    }

    @Override
    public Skeleton skeleton() {
      return repeated.skeleton();
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

  /** Returns the first block. */
  LineBlock first() throws IOException {
    return blocks.first();
  }

  /** Returns the block after {@code done}, which is not the last and not used any more. */
  LineBlock after(LineBlock done) throws IOException {
    return blocks.after(done);
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
        block = blocks.after(block);
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
    blocks.close();
  }
}
