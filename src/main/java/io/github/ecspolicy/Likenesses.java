package io.github.ecspolicy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which task definitions are {@linkplain TaskLikeness alike}. But for a few, each is known by the
 * {@linkplain TextHash hash} of its text, which takes a tenth of the room.
 */
final class Likenesses {
  /** A short run is over before it pays to have what makes hashes. */
  private static final int FEW = 16;

  private final Map<String, Integer> few = new HashMap<>();
  private Optional<Hashed> others = Optional.empty();

  /** Those that are known by their hashes. */
  private static final class Hashed {
    private final TextHash.Key key = TextHash.Key.random();
    private final Map<TextHash, Integer> indexes = new HashMap<>();
  }

  /** Returns the index of the one before with the same text, or {@code next}, which it then has. */
  int indexOf(String text, int next) {
    if (few.size() < FEW || few.containsKey(text)) {
      Integer before = few.putIfAbsent(text, next);
      return before == null ? next : before;
    }
    if (others.isEmpty()) {
      others = Optional.of(new Hashed());
    }
    Hashed hashed = others.get();
    Integer before = hashed.indexes.putIfAbsent(hashed.key.hash(text), next);
    return before == null ? next : before;
  }
}
