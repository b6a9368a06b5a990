package io.github.ecspolicy.input;

import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells documents that say the same as one before by their bytes, without reading them. */
final class RepeatedDocuments {
  private final Wanted wanted;
  private final KeyNumbers numbers = new KeyNumbers();
  private final KnownDocuments known = new KnownDocuments();
  private String source = "";
  private char[] text = {};

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

  private Optional<Runnable> read(
      DocumentReading<?> reading, int linesBefore, byte[] bytes, int from, int to)
      throws IOException, UnreadableDocumentException {
    CharBuffer json = text(bytes, from, to);
    try (Documents documents =
        JsonDocuments.strict(linesBefore, reading.file().name(), json, reading.kind())) {
      return reading.accept(documents.next().orElseThrow(), Syntax.JSON);
    }
  }

  /** Returns what the bytes, which are good UTF-8, say; until this is called again. */
  private CharBuffer text(byte[] bytes, int from, int to) {
    int length = to - from;
    if (text.length < length) {
      text = new char[2 * length];
    }
    for (int i = 0; i < length; i++) {
      byte c = bytes[from + i];
      if (c < 0) {
        return CharBuffer.wrap(
            new String(bytes, from, length, StandardCharsets.UTF_8).toCharArray());
      }
      text[i] = (char) c;
    }
    return CharBuffer.wrap(text, 0, length);
  }
}
