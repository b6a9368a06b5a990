package io.github.ecspolicy.input;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The skeletons of documents of which nothing new can come, byte for byte, as many as there is room
 * for. When that is full, it begins again, since revisions of one family mostly stand close
 * together; it makes more room only where what was forgotten comes back.
 */
final class KnownDocuments {
  private static final int ROOM_AT_FIRST = 2 << 20;
  private static final int MOST_ROOM = 8 << 20;
  private static final int LONGEST = 256 << 10;
  private static final int MOST = 1 << 15;

  /** How many of those that are added must have been there before to make more room. */
  private static final int ONE_IN = 4;

  private static final VarHandle LONGS = Words.LONGS;

  /** Not to be foreseen by who writes an input that is to be slow to read. */
  private final long seed = new SplittableRandom().nextLong() | 1;

  /** One more than the index of a document, or 0. */
  private final int[] slots = new int[2 * MOST];

  private final long[] hashes = new long[MOST];

  /** Where the skeleton of each begins, and that of the next. */
  private final int[] starts = new int[MOST + 1];

  private final Runnable[] again = new Runnable[MOST];
  private byte[] skeletons = new byte[ROOM_AT_FIRST];
  private int count;

  /** Hashes of what was added some time, one in each place. */
  private final long[] added = new long[MOST];

  private int addedAgain;

  /** Returns what to do about the one between two places, or empty if there is none. */
  Optional<Runnable> find(byte[] skeleton, int from, int to, long hash) {
    int index = slots[slot(skeleton, from, to, hash)];
    return index == 0 ? Optional.empty() : Optional.of(again[index - 1]);
  }

  /** Adds one that is not there. */
  void add(byte[] skeleton, int from, int to, long hash, Runnable toDo) {
    int length = to - from;
    if (length > LONGEST) {
      return;
    }
    if (count == MOST || starts[count] + length > skeletons.length) {
      makeRoom();
    }
    int slot = slot(skeleton, from, to, hash);
    System.arraycopy(skeleton, from, skeletons, starts[count], length);
    hashes[count] = hash;
    again[count] = toDo;
    starts[count + 1] = starts[count] + length;
    count++;
    slots[slot] = count;
    int place = (int) hash & MOST - 1;
    addedAgain += added[place] == hash ? 1 : 0;
    added[place] = hash;
  }

  private void makeRoom() {
    if (count < MOST && skeletons.length < MOST_ROOM && addedAgain >= count / ONE_IN) {
      skeletons = Arrays.copyOf(skeletons, 2 * skeletons.length);
      addedAgain = 0;
    } else {
      clear();
    }
  }

  /** Forgets all of them. */
  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(again, null);
    count = 0;
    addedAgain = 0;
  }

  /** Returns where it is, or where it would be. */
  private int slot(byte[] skeleton, int from, int to, long hash) {
    int mask = slots.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, skeleton, from, to, hash)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isAt(int index, byte[] skeleton, int from, int to, long hash) {
    return hashes[index] == hash
        && Arrays.equals(skeletons, starts[index], starts[index + 1], skeleton, from, to);
  }

  /** Returns the hash of a skeleton, which any thread may ask for. */
  long hash(byte[] skeleton, int from, int to) {
    long hash = seed ^ to - from;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = mixed(hash ^ (long) LONGS.get(skeleton, i));
    }
    for (; i < to; i++) {
      hash = mixed(hash ^ skeleton[i]);
    }
    return hash;
  }

  private long mixed(long value) {
    long high = Math.multiplyHigh(value, seed);
    return value * seed ^ high ^ value >>> 32;
  }
}
