package io.github.ecspolicy.input;

import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells documents that say the same as one before by their bytes, without reading them. */
final class RepeatedDocuments {
  private final Wanted wanted;
  private final KeyNumbers numbers = new KeyNumbers();
  private final KnownDocuments known = new KnownDocuments();
  private String source = "";

  RepeatedDocuments(Wanted wanted) {
    this.wanted = wanted;
  }

  /** Returns what makes skeletons; for one thread. */
  Skeleton skeleton() {
    return new Skeleton(wanted, numbers);
  }

  /** Returns those that are known. */
  KnownDocuments known() {
    return known;
  }

  /** Goes to the start of {@code next}, before which nothing is known that comes after it. */
  void begin(String next) {
    if (next.compareTo(source) < 0) {
      known.clear();
    }
    source = next;
  }

  /**
   * Takes the document that a line or an input is.
   *
   * @param reading of its input
   * @param linesBefore how many lines precede it there
   */
  void accept(DocumentReading<?> reading, int linesBefore, LineBlock block, int line)
      throws IOException, UnreadableDocumentException {
    byte[] skeletons = block.skeletons();
    int from = block.skeletonFrom(line);
    int to = block.skeletonTo(line);
    long hash = block.hash(line);
    Optional<Runnable> again = known.find(skeletons, from, to, hash);
    if (again.isPresent()) {
      reading.acceptAgain(again.get());
    } else {
      read(reading, linesBefore, block.bytes(), block.from(line), block.to(line))
          .ifPresent(toDo -> known.add(skeletons, from, to, hash, toDo));
    }
  }

  private static Optional<Runnable> read(
      DocumentReading<?> reading, int linesBefore, byte[] bytes, int from, int to)
      throws IOException, UnreadableDocumentException {
    char[] text = new String(bytes, from, to - from, StandardCharsets.UTF_8).toCharArray();
    try (Documents documents =
        JsonDocuments.strict(linesBefore, reading.file().name(), text, reading.kind())) {
      return reading.accept(documents.next().orElseThrow(), Syntax.JSON);
    }
  }
}
