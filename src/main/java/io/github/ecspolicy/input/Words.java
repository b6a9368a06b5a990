package io.github.ecspolicy.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes looked at eight at a time, the first of which is the lowest of its word. */
final class Words {
  static final int SIZE = 8;

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** A word of ones; times a byte, a word of that byte. */
  static final long EACH = 0x0101010101010101L;

  private static final int MARK = 7;
  private static final long PLACES = 0x0001020304050607L;
  private static final int TOP = 56;

  private final long[] words;
  private final long lastMask;

  /** The words that {@code bytes} are, of which there is at least one. */
  Words(byte[] bytes) {
    byte[] whole = Arrays.copyOf(bytes, (bytes.length + SIZE - 1) / SIZE * SIZE);
    words = new long[whole.length / SIZE];
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) LONGS.get(whole, i * SIZE);
    }
    lastMask = -1L >>> SIZE * (whole.length - bytes.length);
  }

  /** Returns {@code true} if they stand at {@code from} in {@code text}, with room for the last. */
  boolean areAt(byte[] text, int from) {
    int last = words.length - 1;
    int at = from;
    if (at + SIZE * words.length > text.length) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if ((long) LONGS.get(text, at) != words[i]) {
        return false;
      }
      at += SIZE;
    }
    return (((long) LONGS.get(text, at) ^ words[last]) & lastMask) == 0;
  }

  /**
   * Returns the first byte of a word whose highest bit is set, where no other bits are. A shift and
   * a product, since not every compiler knows an instruction for it.
   */
  static int first(long marks) {
    return (int) (PLACES * ((marks & -marks) >>> MARK) >>> TOP);
  }
}
