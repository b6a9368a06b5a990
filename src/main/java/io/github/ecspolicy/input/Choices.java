package io.github.ecspolicy.input;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How conditions that nothing decides are taken to be, while one reading of a template goes on.
 * What such a condition decides is read twice, once for each way.
 */
final class Choices {
  /** A definition that depends on more has more than 64 readings. */
  private static final int MOST = 6;

  private final Map<String, Boolean> made;
  private Optional<String> open = Optional.empty();

  private Choices(Map<String, Boolean> made) {
    this.made = made;
  }

  /** Nothing was chosen yet. */
  static Choices none() {
    return new Choices(Map.of());
  }

  /** Returns how {@code comparison} is taken to be, and remembers that it matters. */
  boolean choose(String comparison) {
    Boolean choice = made.get(comparison);
    if (choice == null && open.isEmpty()) {
      open = Optional.of(comparison);
    }
    return Boolean.TRUE.equals(choice);
  }

  /**
   * Returns what {@code read} comes to for every way in which the conditions can be that matter to
   * it; one way only for each of those that were chosen before.
   *
   * @param tooMany what to do if there are too many ways
   */
  <T> List<T> all(Function<Choices, Optional<T>> read, Runnable tooMany) {
    Set<T> found = new LinkedHashSet<>();
    collect(read, MOST, tooMany, found);
    return List.copyOf(found);
  }

  private <T> void collect(
      Function<Choices, Optional<T>> read, int left, Runnable tooMany, Set<T> found) {
    Choices own = new Choices(made);
    Optional<T> result = read.apply(own);
    if (own.open.isEmpty()) {
      result.ifPresent(found::add);
    } else if (left == 0) {
      tooMany.run();
    } else {
      with(own.open.get(), true).collect(read, left - 1, tooMany, found);
      with(own.open.get(), false).collect(read, left - 1, tooMany, found);
    }
  }

  private Choices with(String comparison, boolean choice) {
    Map<String, Boolean> more = new HashMap<>(made);
    more.put(comparison, choice);
    return new Choices(Map.copyOf(more));
  }
}
