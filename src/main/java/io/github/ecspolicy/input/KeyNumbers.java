package io.github.ecspolicy.input;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Numbers of keys in their places, the same for all who make skeletons of one kind of documents;
 * for any thread.
 */
final class KeyNumbers {
  /** Keys beyond these have none: what a user chose as keys has no end. */
  private static final int MOST = 4096;

  private final Map<Place, Integer> numbers = new HashMap<>();

  /**
   * A key and where it stands.
   *
   * @param parent the number of the key above it, which has one
   * @param lists how many lists there are between them
   */
  record Place(int parent, int lists, String key) {}

  /** Returns the number of {@code place}; empty for good if there are too many. */
  synchronized OptionalInt of(Place place) {
    Integer number = numbers.get(place);
    if (number == null && numbers.size() < MOST) {
      number = numbers.size();
      numbers.put(place, number);
    }
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
