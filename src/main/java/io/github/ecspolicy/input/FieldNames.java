package io.github.ecspolicy.input;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The names of some fields, and what is nearly called like one of them. */
final class FieldNames {
  private static final int FARTHEST = 2;
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(FARTHEST);

  /** Keys of which it is known what they are near to: those that ECS knows are few and short. */
  private static final int MOST_KNOWN = 512;

  private static final int LONGEST_KNOWN = 64;

  private final Set<String> fields;
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  private FieldNames(Set<String> fields) {
    this.fields = fields;
  }

  static FieldNames of(String... fields) {
    return new FieldNames(Set.of(fields));
  }

  /** Returns the field that {@code key} is nearly called like, if {@code object} has none of it. */
  Optional<String> near(String key, Node.Mapping object) {
    List<String> near = near(key);
    return near.isEmpty()
        ? Optional.empty()
        : near.stream().filter(field -> !object.has(field)).findFirst();
  }

  private List<String> near(String key) {
    List<String> before = known.get(key);
    if (before != null) {
      return before;
    }
    List<String> near = near(key, fields).toList();
    if (known.size() < MOST_KNOWN && key.length() <= LONGEST_KNOWN) {
      known.put(key, near);
    }
    return near;
  }

  /** Returns one of {@code names} that {@code key} is nearly the same as, but not the same. */
  static Optional<String> nearest(String key, Collection<String> names) {
    return near(key, names).findFirst();
  }

  private static Stream<String> near(String key, Collection<String> names) {
    String written = key.toLowerCase(Locale.ROOT);
    return names.stream().filter(name -> isNear(written, name)).sorted();
  }

  private static boolean isNear(String written, String name) {
    // The lengths first: most names are nowhere near.
    return Math.abs(written.length() - name.length()) <= FARTHEST
        && DISTANCE.apply(written, name.toLowerCase(Locale.ROOT)) > 0;
  }
}
