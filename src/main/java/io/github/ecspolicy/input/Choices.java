package io.github.ecspolicy.input;

import java.util.HashMap;
import java.util.HashSet;
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

  private final Map<Comparison, Boolean> made;
  private Optional<Comparison> open = Optional.empty();

  private Choices(Map<Comparison, Boolean> made) {
    this.made = made;
  }

  /** Nothing was chosen yet. */
  static Choices none() {
    return new Choices(Map.of());
  }

  /**
   * What nothing decides.
   *
   * @param subject an expression of which the value is not known, or the name of a condition
   * @param value what the expression is compared with
   */
  record Comparison(String subject, Optional<String> value) {
    private boolean isOfSameSubject(Comparison other) {
      return value.isPresent() && other.value.isPresent() && subject.equals(other.subject);
    }
  }

  /**
   * Returns how {@code comparison} is taken to be, and remembers that it matters.
   *
   * @param allowed the only values that its subject can have; empty if it may have any
   */
  boolean choose(Comparison comparison, Set<String> allowed) {
    Optional<Boolean> choice = decided(comparison, allowed);
    if (choice.isEmpty() && open.isEmpty()) {
      open = Optional.of(comparison);
    }
    return choice.orElse(false);
  }

  /** Returns how {@code comparison} is, if what was chosen so far leaves it no other way. */
  Optional<Boolean> decided(Comparison comparison, Set<String> allowed) {
    Boolean choice = made.get(comparison);
    if (choice != null) {
      return Optional.of(choice);
    }
    Set<String> left = new HashSet<>(allowed);
    for (Map.Entry<Comparison, Boolean> other : made.entrySet()) {
      if (other.getKey().isOfSameSubject(comparison)) {
        if (other.getValue()) {
          return Optional.of(false);
        }
        left.remove(other.getKey().value().orElseThrow());
      }
    }
    return comparison
        .value()
        .filter(value -> !allowed.isEmpty())
        .filter(value -> !left.contains(value) || left.size() == 1)
        .map(left::contains);
  }

  /** Returns {@code true} if something was chosen in no way yet that matters. */
  boolean areOpen() {
    return open.isPresent();
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

  private Choices with(Comparison comparison, boolean choice) {
    Map<Comparison, Boolean> more = new HashMap<>(made);
    more.put(comparison, choice);
    return new Choices(Map.copyOf(more));
  }
}
