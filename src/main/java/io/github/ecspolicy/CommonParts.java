package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.requirements.TaskOutline;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts and places that many task definitions have in common, so that each is in memory once while
 * they wait to be resolved.
 */
final class CommonParts {
  private final Known<String> texts = new Known<>();
  private final Known<Optional<String>> names = new Known<>();
  private final Known<JsonPointer> pointers = new Known<>();
  private final Known<List<String>> launchTypes = new Known<>();

  /** Those of one kind. */
  private static final class Known<T> {
    /** What is not found any more is kept twice, and nothing else comes of it. */
    private static final int MOST = 1 << 13;

    private final Map<T, T> parts = new HashMap<>();

    T one(T part) {
      if (parts.size() == MOST) {
        parts.clear();
      }
      T before = parts.putIfAbsent(part, part);
      return before == null ? part : before;
    }
  }

  /** Returns {@code placed} with what bears on a policy, and nothing else. */
  PlacedTask of(PlacedTask placed) {
    return new PlacedTask(
        outline(placed),
        placed.placement(),
        placed.references().stream().map(this::of).toList(),
        placed.diagnostics(),
        placed.definitions());
  }

  private TaskDefinition outline(PlacedTask placed) {
    TaskDefinition outline = TaskOutline.of(placed.task(), placed.role(), placed.target()).toTask();
    return new TaskDefinition(
        outline.form(),
        outline.family(),
        Optional.empty(),
        // where it stands is told if it cannot be written
        placed.task().executionRoleArn().map(this::of),
        outline.containerDefinitions(),
        List.of(),
        launchTypes.one(outline.requiresCompatibilities()),
        Optional.empty(),
        List.of(),
        of(outline.location()),
        outline.origin());
  }

  private Reference of(Reference reference) {
    FieldValue value = of(reference.value());
    return new Reference(
        reference.field(),
        value,
        texts.one(reference.task()),
        names.one(reference.container()),
        names.one(reference.name()),
        reference.log().map(log -> of(log, value)),
        reference.windows());
  }

  /** Its secrets are references of their own. */
  private LogConfiguration of(LogConfiguration log, FieldValue group) {
    return new LogConfiguration(
        log.logDriver().map(this::of),
        log.group().map(same -> group),
        log.region().map(this::of),
        log.streamPrefix().map(this::of),
        log.createGroup().map(this::of),
        List.of(),
        log.regionFilledIn(),
        of(log.location()));
  }

  private FieldValue of(FieldValue value) {
    return new FieldValue(texts.one(value.text()), of(value.location()));
  }

  private SourceLocation of(SourceLocation place) {
    return new SourceLocation(
        texts.one(place.source()), place.line(), place.column(), pointers.one(place.pointer()));
  }
}
