package io.github.ecspolicy;

import java.util.SplittableRandom;

/**
 * 128 bits that stand for a text: SipHash, keyed anew in each run. Whoever does not know the key
 * cannot write two texts of which they are the same, and of texts that nobody chose for it, two are
 * so with odds of one to 2^128.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
record TextHash(long low, long high) {
  private static final int CHARS = 4;
  private static final int ROUNDS_AT_END = 4;

  /** What texts are hashed with that are to be compared. */
  static final class Key {
    private final long first;
    private final long second;

    Key(long first, long second) {
      this.first = first;
      this.second = second;
    }

    /** Returns one that is not to be foreseen. */
    static Key random() {
      SplittableRandom random = new SplittableRandom();
      return new Key(random.nextLong(), random.nextLong());
    }

    TextHash hash(CharSequence text) {
      return new State(this).hash(text);
    }
  }

  /** The four words that a text is mixed into; their names are those of the paper. */
  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(Key key) {
      v0 = key.first ^ 0x736f6d6570736575L;
      v1 = key.second ^ 0x646f72616e646f6dL ^ 0xee;
      v2 = key.first ^ 0x6c7967656e657261L;
      v3 = key.second ^ 0x7465646279746573L;
    }

    TextHash hash(CharSequence text) {
      int length = text.length();
      int i = 0;
      for (; i + CHARS <= length; i += CHARS) {
        add(word(text, i, CHARS));
      }
      // the last byte is that of the length in bytes, and leaves room for three characters
      add(word(text, i, length - i) | (long) (Character.BYTES * length) << 56);
      v2 ^= 0xee;
      mix(ROUNDS_AT_END);
      long low = v0 ^ v1 ^ v2 ^ v3;
      v1 ^= 0xdd;
      mix(ROUNDS_AT_END);
      return new TextHash(low, v0 ^ v1 ^ v2 ^ v3);
    }

    private static long word(CharSequence text, int from, int count) {
      long word = 0;
      for (int i = 0; i < count; i++) {
        word |= (long) text.charAt(from + i) << 16 * i;
      }
      return word;
    }

    private void add(long word) {
      v3 ^= word;
      mix(2);
      v0 ^= word;
    }

    private void mix(int rounds) {
      long a = v0;
      long b = v1;
      long c = v2;
      long d = v3;
      for (int i = 0; i < rounds; i++) {
        a += b;
        c += d;
        b = Long.rotateLeft(b, 13) ^ a;
        d = Long.rotateLeft(d, 16) ^ c;
        a = Long.rotateLeft(a, 32);
        c += b;
        a += d;
        b = Long.rotateLeft(b, 17) ^ c;
        d = Long.rotateLeft(d, 21) ^ a;
        c = Long.rotateLeft(c, 32);
      }
      v0 = a;
      v1 = b;
      v2 = c;
      v3 = d;
    }
  }
}
