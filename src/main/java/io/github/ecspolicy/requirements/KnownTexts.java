package io.github.ecspolicy.requirements;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Texts in bytes, numbered from 0 on, and compared byte for byte; as many as there is room for. */
final class KnownTexts {
  static final int NONE = -1;

  private static final int CHUNK = 1 << 18;
  private static final int LONGEST = 1 << 14;
  private static final int SLOTS_AT_FIRST = 1 << 10;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Not to be foreseen by who writes texts that are to be slow to find. */
  private final long seed = new SplittableRandom().nextLong() | 1;

  private final long room;
  private final List<byte[]> chunks = new ArrayList<>();
  private int end = CHUNK;

  /** One more than the number of a text, or 0. */
  private int[] slots = new int[SLOTS_AT_FIRST];

  private long[] hashes = new long[SLOTS_AT_FIRST / 2];
  private int[] chunkOf = new int[SLOTS_AT_FIRST / 2];
  private int[] starts = new int[SLOTS_AT_FIRST / 2];
  private int[] lengths = new int[SLOTS_AT_FIRST / 2];
  private int count;

  /**
   * No texts.
   *
   * @param room bytes that they may take
   */
  KnownTexts(long room) {
    this.room = room;
  }

  /** Returns the number of the text that {@code bytes} begins with, or {@link #NONE}. */
  int find(byte[] bytes, int length) {
    return slots[slot(bytes, length, hash(bytes, length))] - 1;
  }

  /**
   * Adds a text that is not there, and returns its number, or {@link #NONE} without room for it.
   */
  int add(byte[] bytes, int length) {
    if (length > LONGEST || (end + length > CHUNK && (chunks.size() + 1L) * CHUNK > room)) {
      return NONE;
    }
    if (end + length > CHUNK) {
      chunks.add(new byte[CHUNK]);
      end = 0;
    }
    if (count == hashes.length) {
      grow();
    }
    long hash = hash(bytes, length);
    System.arraycopy(bytes, 0, chunks.get(chunks.size() - 1), end, length);
    hashes[count] = hash;
    chunkOf[count] = chunks.size() - 1;
    starts[count] = end;
    lengths[count] = length;
    end += length;
    slots[slot(bytes, length, hash)] = count + 1;
    return count++;
  }

  private void grow() {
    int size = 2 * count;
    hashes = Arrays.copyOf(hashes, size);
    chunkOf = Arrays.copyOf(chunkOf, size);
    starts = Arrays.copyOf(starts, size);
    lengths = Arrays.copyOf(lengths, size);
    slots = new int[2 * size];
    for (int i = 0; i < count; i++) {
      int slot = first(hashes[i]);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = i + 1;
    }
  }

  /** Returns where it is, or where it would be. */
  private int slot(byte[] bytes, int length, long hash) {
    int slot = first(hash);
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, bytes, length, hash)) {
      slot = next(slot);
    }
    return slot;
  }

  private int first(long hash) {
    return (int) (hash >>> 32) & slots.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & slots.length - 1;
  }

  private boolean isAt(int index, byte[] bytes, int length, long hash) {
    return hashes[index] == hash
        && lengths[index] == length
        && Arrays.equals(
            chunks.get(chunkOf[index]), starts[index], starts[index] + length, bytes, 0, length);
  }

  private long hash(byte[] bytes, int length) {
    long hash = seed ^ length;
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, i));
    }
    for (; i < length; i++) {
      hash = mixed(hash ^ bytes[i]);
    }
    return hash;
  }

  private long mixed(long value) {
    long product = value * seed;
    return product ^ product >>> 32;
  }
}
