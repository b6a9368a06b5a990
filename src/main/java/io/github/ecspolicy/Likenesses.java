package io.github.ecspolicy;

import java.util.HashMap;
import java.util.Map;

/**
 * Which task definitions are {@linkplain TaskLikeness alike}. Each is known by the {@linkplain
 * TextHash hash} of its text, which takes a tenth of the room.
 */
final class Likenesses {
  private final TextHash.Key key = TextHash.Key.random();
  private final Map<TextHash, Integer> indexes = new HashMap<>();

  /** Returns the index of the one before with the same text, or {@code next}, which it then has. */
  int indexOf(CharSequence text, int next) {
    Integer before = indexes.putIfAbsent(key.hash(text), next);
    return before == null ? next : before;
  }
}
