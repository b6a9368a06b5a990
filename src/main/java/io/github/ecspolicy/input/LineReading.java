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

  void read(Lines lines) throws IOException, UnreadableDocumentException {
    long bytes = lines.read();
    while (lines.next()) {
      if (lines.read() > bytes) {
        tally.add(lines.read() - bytes);
        tally.tell(foundBefore + reading.found());
        bytes = lines.read();
      }
      if (!readLine(lines)) {
        readRest(lines);
        return;
      }
    }
    if (!lines.isAtEnd()) {
      readRest(lines);
    }
  }

  private void readRest(Lines lines) throws IOException, UnreadableDocumentException {
    try (Documents documents = open(lines, lines.rest())) {
      reading.acceptAll(documents);
    }
  }

  private Documents open(Lines lines, InputStream bytes) throws IOException {
    Reader text = new BufferedReader(new Utf8Reader(bytes));
    return JsonDocuments.after(lines.number() - 1, reading.file().name(), text, reading.kind());
  }

  /** Returns {@code true} if the line can be, and was, read by itself. */
  private boolean readLine(Lines lines) throws IOException, UnreadableDocumentException {
    return switch (repeated.look(lines.bytes(), lines.from(), lines.to())) {
      case NOTHING -> true;
      case PLAIN -> {
        repeated.accept(reading, lines.number() - 1, lines.bytes(), lines.from(), lines.to());
        yield true;
      }
      case OTHER -> readOther(lines);
    };
  }

  /** What is wrong with a line may be that it goes on in the next. */
  private boolean readOther(Lines lines) throws IOException {
    if (lines.hasLineEndWithin()) {
      return false;
    }
    List<Node> read = new ArrayList<>();
    InputStream line =
        new ByteArrayInputStream(lines.bytes(), lines.from(), lines.to() - lines.from());
    try (Documents documents = open(lines, line)) {
      Optional<Node> next = documents.next();
      while (next.isPresent()) {
        read.add(next.get());
        next = documents.next();
      }
      reading.noteRemark(documents);
    } catch (UnreadableDocumentException e) {
      return false;
    }
    read.forEach(each -> reading.accept(each, Syntax.JSON));
    return true;
  }
}
