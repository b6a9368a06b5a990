package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.ReadingProgress;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.InputFiles.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines of files, folders, globs and standard input, one after the other. */
public final class TextLines {
  /** Bytes in one line. */
  private static final int LONGEST = 1 << 20;

  private static final int BLOCK = 1 << 17;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Receiver lines;
  private final Collection<Diagnostic> diagnostics;
  private final ReadingTally tally;
  private final CharsetDecoder decoder = Utf8Reader.decoder();
  private byte[] block = new byte[BLOCK];
  private int end;
  private boolean isLast;
  private int from;
  private int to;
  private int next;
  private long count;

  private TextLines(Receiver lines, Collection<Diagnostic> diagnostics, ReadingTally tally) {
    this.lines = lines;
    this.diagnostics = diagnostics;
    this.tally = tally;
  }

  /** Takes lines that are not blank. */
  public interface Receiver {
    /** Takes the line between two places, and returns {@code true}, if it tells nothing new. */
    boolean takeAgain(byte[] bytes, int from, int to);

    /** Takes {@code line}, which starts at {@code place} and tells something new. */
    void take(SourceLocation place, String line);
  }

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders (all files below them but hidden ones and those that begin with
   *     an underscore, as markers of Hadoop do), globs, or {@code -}
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   * @param whenFolderIsEmpty the code for a folder without a file to read
   * @param lines takes each line as soon as it is read
   * @param diagnostics takes what could not be read
   * @param progress is told how many lines there were
   */
  public static void pass(
      List<String> arguments,
      Path base,
      InputStream stdin,
      DiagnosticCode whenFolderIsEmpty,
      Receiver lines,
      Collection<Diagnostic> diagnostics,
      Optional<Consumer<ReadingProgress>> progress) {
    InputFiles.Found found = InputFiles.findAll(arguments, base, whenFolderIsEmpty);
    diagnostics.addAll(found.diagnostics());
    TextLines reader = new TextLines(lines, diagnostics, new ReadingTally(found.files(), progress));
    found.files().forEach(file -> reader.read(file, stdin));
  }

  private void read(InputFile file, InputStream stdin) {
    try {
      if (file.path().isEmpty()) {
        read(file.name(), stdin);
      } else {
        try (InputStream bytes = InputFiles.open(file.path().get())) {
          read(file.name(), bytes);
        }
      }
    } catch (IOException e) {
      diagnostics.add(InputFiles.unreadable(file.name()));
    }
    tally.endFile(count);
  }

  private void read(String source, InputStream in) throws IOException {
    from = 0;
    end = 0;
    refill(in);
    int mark = BYTE_ORDER_MARK.length;
    boolean isMarked = end >= mark && Arrays.equals(block, 0, mark, BYTE_ORDER_MARK, 0, mark);
    next = isMarked ? mark : 0;
    int number = 1;
    while (find(in) && take(source, number)) {
      number++;
    }
  }

  /** Finds the next line, or the beginning of one that is too long; false if there is none. */
  private boolean find(InputStream in) throws IOException {
    from = next;
    to = lineEnd(from);
    while (to == end && !isLast && end - from <= LONGEST) {
      int searched = end - from;
      refill(in);
      to = lineEnd(from + searched);
    }
    next = to + 1;
    return from < end;
  }

  private int lineEnd(int start) {
    int i = start;
    while (i + Words.SIZE <= end) {
      long word = (long) Words.LONGS.get(block, i) ^ '\n' * Words.EACH;
      long found = word - Words.EACH & ~word & 0x80 * Words.EACH;
      if (found != 0) {
        return i + Words.first(found);
      }
      i += Words.SIZE;
    }
    while (i < end && block[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Reads on behind what is left of the block from the line on, which then begins it. */
  private void refill(InputStream in) throws IOException {
    tally.tell(count);
    int left = end - from;
    byte[] other = left > block.length / 2 ? new byte[2 * block.length] : block;
    System.arraycopy(block, from, other, 0, left);
    block = other;
    int read = in.readNBytes(block, left, block.length - left);
    tally.add(read);
    from = 0;
    end = left + read;
    isLast = end < block.length;
  }

  private static SourceLocation place(String source, int number) {
    return new SourceLocation(source, number, 1, JsonPointer.ROOT);
  }

  /** Returns {@code false} if there is no going on after it. */
  private boolean take(String source, int number) {
    count++;
    if (to - from > LONGEST) {
      diagnostics.add(tooLong(place(source, number)));
      return false;
    }
    if (lines.takeAgain(block, from, to)) {
      return true;
    }
    Optional<String> text = decode(source, number);
    text.filter(line -> !line.isBlank()).ifPresent(line -> lines.take(place(source, number), line));
    return text.isPresent();
  }

  private Optional<String> decode(String source, int number) {
    CharBuffer chars = CharBuffer.allocate(to - from);
    decoder.reset();
    if (decoder.decode(ByteBuffer.wrap(block, from, to - from), chars, true).isError()) {
      diagnostics.add(
          Documents.invalidUtf8(
              source, number - 1, new Utf8Reader.InvalidUtf8Exception(1, chars.position() + 1)));
      return Optional.empty();
    }
    return Optional.of(chars.flip().toString());
  }

  private static Diagnostic tooLong(SourceLocation place) {
    return Diagnostic.at(
            place,
            DiagnosticCode.DOCUMENT_TOO_LARGE,
            "the line is longer than " + LONGEST + " bytes")
        .withHint("each requirement stands in a line of its own");
  }
}
