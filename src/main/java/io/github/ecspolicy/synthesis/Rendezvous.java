package io.github.ecspolicy.synthesis;

/**
 * How much a text prefers each of a row of places: a number that depends on the two alone, on every
 * machine and for ever, so that a place more or less changes nothing between the others.
 *
 * @see <a href="https://www.eecs.umich.edu/techreports/cse/96/CSE-TR-316-96.pdf">Thaler and
 *     Ravishankar, A name-based mapping scheme for rendezvous</a>
 */
final class Rendezvous {
  // FNV-1a for 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  // 2^64 divided by the golden ratio: multiples of it lie far apart
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private Rendezvous() {}

  /** Returns a number that stands for {@code text}. */
  static long hash(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** Returns how much what {@code hash} stands for prefers {@code place}; the highest wins. */
  static long score(long hash, int place) {
    return mixed(hash + (place + 1) * STEP);
  }

  // the finaliser of SplitMix64: every bit of the result depends on all bits
  private static long mixed(long bits) {
    long result = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    result = (result ^ (result >>> 27)) * 0x94d049bb133111ebL;
    return result ^ (result >>> 31);
  }
}
