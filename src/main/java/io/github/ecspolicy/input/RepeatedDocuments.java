package io.github.ecspolicy.input;

import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells documents that say the same as one before by their bytes, without reading them. */
final class RepeatedDocuments {
  private final Skeleton skeleton;
  private final KnownDocuments known = new KnownDocuments();
  private String source = "";

  RepeatedDocuments(Wanted wanted) {
    skeleton = new Skeleton(wanted);
  }

  /** What there is between two places. */
  enum Kind {
    /** White space. */
    NOTHING,
    /** One document in strict JSON, and nothing else. */
    PLAIN,
    /** All that needs a closer look. */
    OTHER
  }

  /** Goes to the start of {@code next}, before which nothing is known that comes after it. */
  void begin(String next) {
    if (next.compareTo(source) < 0) {
      known.clear();
    }
    source = next;
  }

  /**
   * Looks at what is between {@code from} and {@code to}.
   *
   * @param bytes in which a line end follows, and then {@link Lines#SLACK} bytes more
   */
  Kind look(byte[] bytes, int from, int to) {
    if (skeleton.read(bytes, from, to)) {
      return Kind.PLAIN;
    }
    return skeleton.length() == 0 ? Kind.NOTHING : Kind.OTHER;
  }

  /**
   * Takes the plain document that was looked at.
   *
   * @param reading of its input
   * @param linesBefore how many lines precede it there
   */
  void accept(DocumentReading<?> reading, int linesBefore, byte[] bytes, int from, int to)
      throws IOException, UnreadableDocumentException {
    Optional<Runnable> again = known.find(skeleton);
    if (again.isPresent()) {
      reading.acceptAgain(again.get());
      return;
    }
    char[] text = new String(bytes, from, to - from, StandardCharsets.UTF_8).toCharArray();
    try (Documents documents =
        JsonDocuments.strict(linesBefore, reading.file().name(), text, reading.kind())) {
      Optional<Runnable> toDo = reading.accept(documents.next().orElseThrow(), Syntax.JSON);
      toDo.ifPresent(it -> known.add(skeleton, it));
    }
  }
}
