package io.github.ecspolicy.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The lines of an input, one after the other in the same few bytes of memory. */
final class Lines {
  /** A line that is longer is no line of a stream of task definitions, which have 64 KB. */
  private static final int LONGEST = 1 << 20;

  /** Bytes behind the last that can be read as part of a word. */
  static final int SLACK = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;

  private final InputStream in;
  private byte[] bytes;
  private int from;
  private int to;
  private int end;
  private int number;
  private long read;
  private boolean ended;

  /**
   * Lines that begin with what was read already.
   *
   * @param start the first bytes
   * @param length how many of them
   */
  Lines(byte[] start, int length, InputStream in) {
    this.in = in;
    bytes = Arrays.copyOf(start, 4 * start.length);
    to = -1;
    end = length;
  }

  /** Returns {@code true} if what begins so may be documents of JSON that are a line each. */
  static boolean mayBegin(byte[] start) {
    for (byte c : start) {
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return c == '{';
      }
    }
    return false;
  }

  /**
   * Goes to the next line, and returns {@code true} if there is one that is not too long; what is
   * left then is in {@link #rest}.
   */
  boolean next() throws IOException {
    from = to + 1;
    number++;
    int searched = from;
    while (true) {
      to = lineEnd(searched);
      if (to < end) {
        return true;
      }
      if (ended) {
        bytes[end] = '\n';
        to = end;
        return from < end;
      }
      if (end - from > LONGEST) {
        return false;
      }
      searched = end - from;
      fill();
    }
  }

  private int lineEnd(int start) {
    int i = start;
    while (i < end) {
      long word = (long) LONGS.get(bytes, i) ^ '\n' * EACH;
      long found = word - EACH & ~word & 0x80 * EACH;
      if (found != 0) {
        return Math.min(i + (Long.numberOfTrailingZeros(found) >>> 3), end);
      }
      i += 8;
    }
    return end;
  }

  private void fill() throws IOException {
    System.arraycopy(bytes, from, bytes, 0, end - from);
    end -= from;
    from = 0;
    if (2 * end > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int count = in.read(bytes, end, bytes.length - SLACK - end);
    ended = count < 0;
    end += Math.max(count, 0);
    read += Math.max(count, 0);
  }

  /** Returns how many bytes were read, beside the first. */
  long read() {
    return read;
  }

  /** Returns what holds the line: from {@link #from} to {@link #to}, where a line end follows. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /**
   * Returns {@code true} if there is a carriage return in it, which ends a line for some readers.
   */
  boolean hasLineEndWithin() {
    // the last one may be that of the line end itself
    for (int i = from; i < to - 1; i++) {
      if (bytes[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Returns the number of the line, from 1. */
  int number() {
    return number;
  }

  /** Returns {@code true} if nothing is left. */
  boolean isAtEnd() {
    return ended && from >= end;
  }

  /** Returns everything from the start of the line on. */
  InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, from, end - from), in);
  }
}
