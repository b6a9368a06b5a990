package io.github.ecspolicy.requirements;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.LineParts.Part;
import io.github.ecspolicy.requirements.RequirementLine.OfTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What lines said, so that one which says the same of another place has not to be read: parts of a
 * fleet need much that others need too. What is for a task definition, and what one needs, have
 * nothing to do with each other, and any two that were in lines make another line.
 */
final class KnownLines {
  /** The parts of the memory that texts take at most. */
  private static final int OF_TASKS = 32;

  private static final int OF_NEEDS = 8;

  private final LineParts parts = new LineParts();
  private final KnownTexts taskTexts;
  private final KnownTexts needTexts;
  private final List<KnownTask> tasks = new ArrayList<>();
  private final List<ResolvedReference> needs = new ArrayList<>();
  private boolean isDivided;
  private boolean isPlaced;
  private int task = KnownTexts.NONE;
  private int need = KnownTexts.NONE;

  KnownLines() {
    long memory = Runtime.getRuntime().maxMemory();
    taskTexts = new KnownTexts(memory / OF_TASKS);
    needTexts = new KnownTexts(memory / OF_NEEDS);
  }

  /** A task definition, wherever it stands. */
  private record KnownTask(FoldedTask folded, JsonPointer pointer) {}

  /** Adds what a line says, and returns {@code true}, if it is known. */
  boolean add(byte[] bytes, int from, int to) {
    isDivided = parts.divide(bytes, from, to);
    if (!isDivided) {
      return false;
    }
    if (!parts.isLastOfTask()) {
      task = find(taskTexts, parts.task());
      isPlaced = false;
    }
    need = parts.hasNeed() ? find(needTexts, parts.need()) : KnownTexts.NONE;
    if (task == KnownTexts.NONE) {
      return false;
    }
    KnownTask known = tasks.get(task);
    Optional<ResolvedReference> unknown = Optional.empty();
    if (parts.hasNeed() && need == KnownTexts.NONE) {
      unknown = parts.needAsObject().flatMap(text -> read(text, known));
      if (unknown.isEmpty()) {
        return false;
      }
      learn(unknown.get());
    }
    if (!isPlaced) {
      isPlaced = true;
      known.folded().add(place(parts.task(), known.pointer()));
    }
    if (parts.hasNeed()) {
      addNeed(known, unknown.orElseGet(() -> needs.get(need)));
    }
    return true;
  }

  /** Reads what stands behind a task definition; what is wrong there is told of the whole line. */
  private static Optional<ResolvedReference> read(String text, KnownTask task) {
    try {
      LineMembers members = LineMembers.of(RequirementsReader.MAPPER.readTree(text));
      ResolvedReference need = RequirementLine.need(members, task.folded().name());
      members.conclude();
      return Optional.of(need);
    } catch (JsonProcessingException | LineException e) {
      return Optional.empty();
    }
  }

  private void addNeed(KnownTask known, ResolvedReference of) {
    FieldValue value = of.reference().value();
    known
        .folded()
        .add(
            known.pointer(),
            of,
            new FieldValue(
                parts.text().orElse(value.text()),
                place(parts.need(), value.location().pointer())));
  }

  private static int find(KnownTexts texts, Part part) {
    return texts.find(part.rest(), part.length());
  }

  private static SourceLocation place(Part part, JsonPointer pointer) {
    return new SourceLocation(part.file(), part.line(), part.column(), pointer);
  }

  /**
   * Takes what the line says that was not known.
   *
   * @param folded all task definitions that its own is like
   */
  void learn(OfTask line, FoldedTask folded) {
    if (!isDivided) {
      return;
    }
    isPlaced = true;
    if (task == KnownTexts.NONE) {
      task = taskTexts.add(parts.task().rest(), parts.task().length());
      if (task != KnownTexts.NONE) {
        tasks.add(new KnownTask(folded, line.task().location().pointer()));
      }
    }
    if (need == KnownTexts.NONE) {
      line.need().ifPresent(this::learn);
    }
  }

  private void learn(ResolvedReference unknown) {
    need = needTexts.add(parts.need().rest(), parts.need().length());
    if (need != KnownTexts.NONE) {
      needs.add(unknown);
    }
  }
}
