package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.render.Text;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Writes policies to files: all of them or none, and never half a file. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * Writes each text to its file, creating folders as needed. Every text is first written beside
   * its file, and only when all are there do they take their places.
   *
   * @throws IOException if a file cannot be written; files that were there are then untouched
   */
  public static void write(Map<Path, Text> texts) throws IOException {
    Map<Path, Path> written = new TreeMap<>();
    try {
      for (Map.Entry<Path, Text> text : texts.entrySet()) {
        Path target = destination(text.getKey());
        if (Files.exists(target) && !Files.isRegularFile(target)) {
          // A pipe or a terminal: nothing to replace.
          write(text.getValue(), Files.newOutputStream(target));
        } else {
          Files.createDirectories(target.getParent());
          Beside beside = Beside.create(target);
          written.put(target, beside.file());
          // For a run that is stopped from outside.
          beside.file().toFile().deleteOnExit();
          write(text.getValue(), beside.content());
          keepPermissions(target, beside.file());
        }
      }
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        move(file.getValue(), file.getKey());
      }
    } finally {
      for (Path leftOver : written.values()) {
        Files.deleteIfExists(leftOver);
      }
    }
  }

  /** Writes {@code text} to its file in the same way. */
  public static void write(Path file, String text) throws IOException {
    write(Map.of(file, Text.of(text)));
  }

  /** Half of a surrogate pair becomes a question mark, as a string's own bytes have it. */
  private static void write(Text text, OutputStream file) throws IOException {
    try (Writer out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8))) {
      text.writeTo(out);
    }
  }

  /** A new file, and what to write to it; it is to take the place of the one beside it. */
  private record Beside(Path file, OutputStream content) {
    static Beside create(Path target) throws IOException {
      while (true) {
        // may be guessed, for what is there already is not opened; random bits of the system take
        // longer to come by than the rest of a file
        long name = ThreadLocalRandom.current().nextLong();
        Path file = target.resolveSibling("." + Long.toHexString(name) + ".tmp");
        try {
          return new Beside(file, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
        } catch (FileAlreadyExistsException e) {
          // another name, then
        }
      }
    }
  }

  /** Returns what to say when {@link #write} fails. */
  public static Diagnostic unwritable(Collection<Path> files) {
    String names =
        files.stream()
            .map(file -> Quotation.quote(file.toString()))
            .collect(Collectors.joining(", "));
    return Diagnostic.of(DiagnosticCode.OUTPUT_UNWRITABLE, "the output cannot be written: " + names)
        .withHint("check that the folder can be written to; no file was changed");
  }

  /** A symbolic link keeps pointing where it points, even if nothing is there yet. */
  private static Path destination(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return file.toRealPath();
    }
    Path absolute = file.toAbsolutePath();
    return Files.isSymbolicLink(absolute) && !Files.exists(absolute)
        ? absolute.resolveSibling(Files.readSymbolicLink(absolute))
        : absolute;
  }

  private static void keepPermissions(Path old, Path replacement) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    if (view != null && Files.exists(old)) {
      Files.setPosixFilePermissions(replacement, view.readAttributes().permissions());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
