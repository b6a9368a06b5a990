package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.InputFiles.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The lines of files, folders, globs and standard input, one after the other. */
public final class TextLines {
  /** Characters in one line. */
  private static final int LONGEST = 1 << 20;

  private final Receiver lines;
  private final Collection<Diagnostic> diagnostics;

  private TextLines(Receiver lines, Collection<Diagnostic> diagnostics) {
    this.lines = lines;
    this.diagnostics = diagnostics;
  }

  /** Takes a line that is not blank. */
  public interface Receiver {
    /** Takes {@code line}, which starts at {@code place}. */
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
   */
  public static void pass(
      List<String> arguments,
      Path base,
      InputStream stdin,
      DiagnosticCode whenFolderIsEmpty,
      Receiver lines,
      Collection<Diagnostic> diagnostics) {
    TextLines reader = new TextLines(lines, diagnostics);
    InputFiles.Found found = InputFiles.findAll(arguments, base, whenFolderIsEmpty);
    diagnostics.addAll(found.diagnostics());
    found.files().forEach(file -> reader.read(file, stdin));
  }

  private void read(InputFile file, InputStream stdin) {
    try {
      if (file.path().isEmpty()) {
        read(file.name(), new Utf8Reader(stdin));
        return;
      }
      try (Reader text = new Utf8Reader(InputFiles.open(file.path().get()))) {
        read(file.name(), text);
      }
    } catch (Utf8Reader.InvalidUtf8Exception e) {
      diagnostics.add(Documents.invalidUtf8(file.name(), 0, e));
    } catch (IOException e) {
      diagnostics.add(InputFiles.unreadable(file.name()));
    }
  }

  private void read(String source, Reader text) throws IOException {
    BufferedReader buffered = new BufferedReader(text, 1 << 16);
    int number = 1;
    Optional<String> line = line(buffered);
    while (line.isPresent()) {
      SourceLocation place = new SourceLocation(source, number, 1, JsonPointer.ROOT);
      if (line.get().length() > LONGEST) {
        diagnostics.add(
            Diagnostic.at(
                    place,
                    DiagnosticCode.DOCUMENT_TOO_LARGE,
                    "the line is longer than " + LONGEST + " characters")
                .withHint("each requirement stands in a line of its own"));
        return;
      }
      if (!line.get().isBlank()) {
        lines.take(place, line.get());
      }
      number++;
      line = line(buffered);
    }
  }

  /** The next line, or the beginning of one that is too long. */
  private static Optional<String> line(Reader text) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    if (c < 0) {
      return Optional.empty();
    }
    while (c >= 0 && c != '\n' && line.length() <= LONGEST) {
      line.append((char) c);
      c = text.read();
    }
    return Optional.of(line.toString());
  }
}
