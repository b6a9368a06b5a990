package io.github.ecspolicy.input;

import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Tells documents that say the same as one before by their bytes, without reading them. */
final class RepeatedDocuments {
  /** Documents that are read ahead at most; each has a place by its hash, and the first has it. */
  private static final int MOST_AHEAD = 1 << 15;

  private final DocumentKind<?> kind;
  private final KeyNumbers numbers = new KeyNumbers();
  private final KnownDocuments known = new KnownDocuments();

  /** Places of which one was read ahead. */
  private final AtomicIntegerArray ahead = new AtomicIntegerArray(MOST_AHEAD);

  private String source = "";

  RepeatedDocuments(DocumentKind<?> kind) {
    this.kind = kind;
  }

  /** Returns what makes skeletons; for one thread. */
  Skeleton skeleton() {
    return new Skeleton(kind.wanted(), numbers);
  }

  /** Returns those that are known. */
  KnownDocuments known() {
    return known;
  }

  /**
   * Reads the document that a whole input is, on whatever thread, unless one with its skeleton was
   * read so: then it will be known, or is read when it is accepted.
   */
  void readAhead(LineBlock block, int line, String source) {
    if (block.kind(line) != Skeleton.Kind.PLAIN) {
      return;
    }
    int place = (int) block.hash(line) & MOST_AHEAD - 1;
    if (ahead.getAndSet(place, 1) == 0) {
      try {
        block.keep(line, read(source, 0, block, line));
      } catch (IOException | UnreadableDocumentException e) {
        // whoever accepts it reads it again, and says what is wrong
      }
    }
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
      return;
    }
    Optional<Node> kept = block.kept(line);
    Node document =
        kept.isPresent() ? kept.get() : read(reading.file().name(), linesBefore, block, line);
    reading
        .accept(document, Syntax.JSON)
        .ifPresent(toDo -> known.add(skeletons, from, to, hash, toDo));
  }

  private Node read(String source, int linesBefore, LineBlock block, int line)
      throws IOException, UnreadableDocumentException {
    int from = block.from(line);
    // its bytes are good UTF-8
    String json = new String(block.bytes(), from, block.to(line) - from, StandardCharsets.UTF_8);
    try (Documents documents =
        JsonDocuments.strict(linesBefore, source, json.toCharArray(), kind)) {
      return documents.next().orElseThrow();
    }
  }
}
