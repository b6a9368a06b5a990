package io.github.ecspolicy.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Finds the known name that an unknown one was meant to be.
 *
 * <p>An account may have tens of thousands of names, and a task definition for another account as
 * many unknown ones, so that they cannot all be compared. Two names that differ by a slip of the
 * pen (a character too many, too few or another one, or two neighbours in the wrong order) are the
 * same once one character is dropped from one or both: every known name is listed by what remains
 * of it, and an unknown one is looked up by what remains of that. Case does not count.
 */
final class Spelling {
  /** Longer names get no suggestion, to save the room for what remains of them. */
  private static final int LONGEST = 200;

  /** Names of which only one character differs are few; hash values may be forged. */
  private static final int MOST_COMPARED = 100;

  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(2);

  private final List<String> names;

  /** The hash of what remains in the upper half, the index of the name in the lower one. */
  private final long[] remains;

  /**
   * Creates a dictionary.
   *
   * @param known the names that there are
   */
  Spelling(Collection<String> known) {
    names = known.stream().filter(name -> name.length() <= LONGEST).sorted().toList();
    long[] all = new long[names.stream().mapToInt(name -> folded(name).length() + 1).sum()];
    int filled = 0;
    for (int i = 0; i < names.size(); i++) {
      for (int hash : remains(names.get(i))) {
        all[filled++] = entry(hash, i);
      }
    }
    Arrays.sort(all);
    remains = all;
  }

  private static long entry(int hash, int index) {
    return ((long) hash << Integer.SIZE) | index;
  }

  /**
   * The hash values of the name, and of the name without each of its characters, all in one pass:
   * the hash of two texts in a row is a sum of theirs.
   *
   * @see String#hashCode
   */
  private static int[] remains(String name) {
    String folded = folded(name);
    int[] hashes = new int[folded.length() + 1];
    int start = 0;
    for (int i = 0; i < folded.length(); i++) {
      hashes[i] = start;
      start = 31 * start + folded.charAt(i);
    }
    hashes[folded.length()] = start;
    int end = 0;
    int power = 1;
    for (int i = folded.length() - 1; i >= 0; i--) {
      hashes[i] = hashes[i] * power + end;
      end += folded.charAt(i) * power;
      power *= 31;
    }
    return hashes;
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the known name that is nearest to {@code unknown}, if one is near. */
  Optional<String> nearest(String unknown) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = folded(unknown);
    return candidates(unknown).stream()
        .filter(name -> !name.equals(unknown))
        .map(name -> new Near(name, DISTANCE.apply(folded, folded(name))))
        // negative if they are far from each other
        .filter(near -> near.distance() >= 0)
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .map(Near::name);
  }

  private record Near(String name, int distance) {}

  private List<String> candidates(String unknown) {
    Set<Integer> found = new HashSet<>();
    for (int hash : remains(unknown)) {
      int from = Arrays.binarySearch(remains, entry(hash, 0));
      int i = from < 0 ? -from - 1 : from;
      // An entry may stand there several times: a name with equal neighbours gives equal remains.
      while (i < remains.length
          && (int) (remains[i] >> Integer.SIZE) == hash
          && found.size() < MOST_COMPARED) {
        found.add((int) remains[i++]);
      }
    }
    List<String> candidates = new ArrayList<>();
    found.forEach(index -> candidates.add(names.get(index)));
    return candidates;
  }
}
