package io.github.ecspolicy.requirements;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All task definitions that one outline is of: the first of them, and each need where it first is.
 */
final class FoldedTask {
  private static final Comparator<FieldValue> BY_PLACE =
      Comparator.comparing(FieldValue::location, Places.ORDER).thenComparing(FieldValue::text);

  private static final Comparator<ResolvedReference> ORDER =
      Comparator.comparing((ResolvedReference need) -> need.reference().value(), BY_PLACE)
          .thenComparing(need -> need.reference().field())
          .thenComparing(need -> need.reference().container().orElse(""))
          .thenComparing(need -> need.reference().name().orElse(""))
          .thenComparing(ResolvedReference::kind)
          .thenComparing(need -> need.resource().map(Arn::toString).orElse(""))
          .thenComparing(need -> need.key().toString())
          .thenComparing(need -> need.reference().isStreamNamedByEcs())
          .thenComparing(need -> need.reference().windows());

  private final Map<Key, ResolvedReference> needs = new HashMap<>();
  private TaskOutline first;

  FoldedTask(TaskOutline first) {
    this.first = first;
  }

  /**
   * What makes two needs of a family one.
   *
   * @param text as it is written; not of an image, of which every revision has another tag
   * @param pointer tells those apart that are for no container, or for one without a name; from
   *     where the task definition begins, which some forms have within something else
   */
  private record Key(
      Field field,
      String text,
      Optional<String> container,
      Optional<JsonPointer> pointer,
      Optional<String> name,
      boolean windows,
      boolean streamNamedByEcs,
      Kind kind,
      Optional<Arn> resource,
      KeyStatus key) {
    static Key of(JsonPointer task, ResolvedReference need) {
      Reference reference = need.reference();
      return new Key(
          reference.field(),
          reference.field() == Field.IMAGE ? "" : reference.value().text(),
          reference.container(),
          reference.container().isPresent()
              ? Optional.empty()
              : Optional.of(reference.value().location().pointer().from(task)),
          reference.name(),
          reference.windows(),
          reference.isStreamNamedByEcs(),
          need.kind(),
          need.resource(),
          need.key());
    }
  }

  /** Returns what all of them are called. */
  String name() {
    return first.name();
  }

  /** Adds one that is at {@code place}. */
  void add(SourceLocation place) {
    if (isBefore(place, first.location())) {
      first = first.at(place);
    }
  }

  /** Adds what one needs that stands at {@code task}. */
  void add(SourceLocation task, ResolvedReference need) {
    Key key = Key.of(task.pointer(), need);
    if (isFirst(key, need.reference().value())) {
      needs.put(key, need);
    }
  }

  /**
   * Adds what one needs.
   *
   * @param task where in its document it stands
   * @param need what it is, for any task definition and at any line and column
   * @param value what it is for this one
   */
  void add(JsonPointer task, ResolvedReference need, FieldValue value) {
    Key key = Key.of(task, need);
    if (isFirst(key, value)) {
      needs.put(key, RequirementLine.need(need, first.name(), value));
    }
  }

  private boolean isFirst(Key key, FieldValue value) {
    ResolvedReference known = needs.get(key);
    return known == null || isBefore(value, known.reference().value());
  }

  private static boolean isBefore(SourceLocation one, SourceLocation other) {
    return !one.equals(other) && Places.ORDER.compare(one, other) < 0;
  }

  private static boolean isBefore(FieldValue one, FieldValue other) {
    return !one.equals(other) && BY_PLACE.compare(one, other) < 0;
  }

  TaskNeeds all() {
    return new TaskNeeds(first, needs.values().stream().sorted(ORDER).toList());
  }
}
