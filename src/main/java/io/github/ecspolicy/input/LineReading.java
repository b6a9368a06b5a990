package io.github.ecspolicy.input;

import io.github.ecspolicy.template.Origin.Syntax;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a long input in which each document is a line by itself, and from the first line on where
 * that is not so, the rest in one piece: what comes of it is the same as if all was so read.
 */
final class LineReading<T> {
  private final DocumentReading<T> reading;
  private final RepeatedDocuments repeated;
  private final ReadingTally tally;
  private final long foundBefore;
  private int linesBefore;

  /**
   * Reads one input.
   *
   * @param foundBefore what was found in others
   */
  LineReading(
      DocumentReading<T> reading,
      RepeatedDocuments repeated,
      ReadingTally tally,
      long foundBefore) {
    this.reading = reading;
    this.repeated = repeated;
    this.tally = tally;
    this.foundBefore = foundBefore;
  }

  void read(LineBlocks blocks) throws IOException, UnreadableDocumentException {
    LineBlock block = blocks.first();
    int read = read(block);
    while (read == block.count() && !block.isLast() && !block.isCut()) {
      block = blocks.after(block);
      read = read(block);
    }
    if (read < block.count() || block.isCut()) {
      try (Documents documents = open(blocks.rest(block, block.from(read)))) {
        reading.acceptAll(documents);
      }
    }
  }

  /** Returns how many lines of {@code block} could be, and were, read by themselves. */
  private int read(LineBlock block) throws IOException, UnreadableDocumentException {
    for (int line = 0; line < block.count(); line++) {
      if (!read(block, line)) {
        return line;
      }
      linesBefore++;
    }
    tally.add(block.size());
    tally.tell(foundBefore + reading.found());
    return block.count();
  }

  private boolean read(LineBlock block, int line) throws IOException, UnreadableDocumentException {
    return switch (block.kind(line)) {
      case NOTHING -> true;
      case PLAIN -> {
        repeated.accept(reading, linesBefore, block, line);
        yield true;
      }
      case OTHER -> readOther(block, line);
    };
  }

  private Documents open(InputStream bytes) throws IOException {
    Reader text = new BufferedReader(new Utf8Reader(bytes));
    return JsonDocuments.after(linesBefore, reading.file().name(), text, reading.kind());
  }

  /** What is wrong with a line may be that it goes on in the next. */
  private boolean readOther(LineBlock block, int line) throws IOException {
    if (block.hasLineEndWithin(line)) {
      return false;
    }
    List<Node> read = new ArrayList<>();
    int from = block.from(line);
    InputStream bytes = new ByteArrayInputStream(block.bytes(), from, block.to(line) - from);
    try (Documents documents = open(bytes)) {
      Optional<Node> next = documents.next();
      while (next.isPresent()) {
        read.add(next.get());
        next = documents.next();
      }
      reading.noteRemark(documents);
    } catch (UnreadableDocumentException | Utf8Reader.InvalidUtf8Exception e) {
      return false;
    }
    read.forEach(each -> reading.accept(each, Syntax.JSON));
    return true;
  }
}
