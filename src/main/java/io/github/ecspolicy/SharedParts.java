package io.github.ecspolicy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Parts that many things have in common, each of them once and with a number from 0 on. */
final class SharedParts<T> {
  /** What has no number any more is written out, and nothing else comes of it. */
  private static final int MOST = 1 << 14;

  private static final int MOST_SEEN = 1 << 12;

  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> parts = new ArrayList<>();

  /** Those that came once: what does not come again is not shared. */
  private final Set<T> seen = new HashSet<>();

  /** Returns the number of {@code part}, if it has one from now on. */
  OptionalInt number(T part) {
    Integer known = numbers.get(part);
    if (known != null) {
      return OptionalInt.of(known);
    }
    if (parts.size() == MOST) {
      return OptionalInt.empty();
    }
    if (seen.size() == MOST_SEEN) {
      seen.clear();
    }
    return seen.add(part) ? OptionalInt.empty() : OptionalInt.of(numbered(part));
  }

  /** Returns the number of {@code part}, which it has the first time too if there is one left. */
  OptionalInt numberAtOnce(T part) {
    return parts.size() < MOST || numbers.containsKey(part)
        ? OptionalInt.of(numberOfFew(part))
        : OptionalInt.empty();
  }

  /** Returns the number of {@code part}, of which there are not many. */
  int numberOfFew(T part) {
    Integer known = numbers.get(part);
    return known == null ? numbered(part) : known;
  }

  private int numbered(T part) {
    seen.remove(part);
    numbers.put(part, parts.size());
    parts.add(part);
    return parts.size() - 1;
  }

  /** Returns the part of this number. */
  T part(int number) {
    return parts.get(number);
  }
}
