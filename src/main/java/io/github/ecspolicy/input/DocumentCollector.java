package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.input.InputBatch.Digest;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.input.JsonDocuments.UnreadableDocumentException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads everything of one kind out of files, folders, globs and standard input. */
final class DocumentCollector<T> {
  /** How many names of skipped files are told. */
  private static final int SHOWN = 10;

  private final DocumentKind<T> kind;
  private final InputStream stdin;
  private final List<T> items = new ArrayList<>();
  private final List<Digest> digests = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private DocumentCollector(DocumentKind<T> kind, InputStream stdin) {
    this.kind = kind;
    this.stdin = stdin;
  }

  /** Everything that was read, in the order of the arguments. */
  record Collected<T>(List<T> items, List<Digest> digests, List<Diagnostic> diagnostics) {
    Collected {
      items = List.copyOf(items);
      digests = List.copyOf(digests);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported.
   *
   * @param arguments files, folders (every {@code *.json} below them), globs, or {@code -}
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   */
  static <T> Collected<T> collect(
      DocumentKind<T> kind, List<String> arguments, Path base, InputStream stdin) {
    DocumentCollector<T> collector = new DocumentCollector<>(kind, stdin);
    InputFiles.Found found = InputFiles.find(arguments, base, kind.whenFolderIsEmpty());
    collector.diagnostics.addAll(found.diagnostics());
    found.files().forEach(collector::read);
    collector.conclude(arguments);
    return new Collected<>(collector.items, collector.digests, collector.diagnostics);
  }

  private void conclude(List<String> arguments) {
    if (!skipped.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.SKIPPED_FILES,
                  skipped.size()
                      + (skipped.size() == 1 ? " file" : " files")
                      + " found in folders held no "
                      + kind.noun()
                      + ": "
                      + skipped.stream()
                          .limit(SHOWN)
                          .map(Quotation::quote)
                          .collect(Collectors.joining(", "))
                      + (skipped.size() > SHOWN ? ", …" : ""))
              .withHint("name a file by itself to learn why it is none"));
    }
    if (items.isEmpty() && diagnostics.stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          kind.reportNothing(SourceLocation.startOf(arguments.isEmpty() ? "." : arguments.get(0))));
    }
  }

  private void read(InputFile file) {
    MessageDigest sha256 = sha256();
    try (InputStream bytes = new DigestInputStream(open(file), sha256);
        JsonDocuments documents = JsonDocuments.open(file.name(), bytes, kind)) {
      readDocuments(file, documents);
      digests.add(new Digest(file.name(), HexFormat.of().formatHex(sha256.digest())));
    } catch (UnreadableDocumentException e) {
      diagnostics.add(e.diagnostic());
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(file.name()),
                  DiagnosticCode.FILE_UNREADABLE,
                  "cannot be read")
              .withHint(InputFiles.UNREADABLE_HINT));
    }
  }

  private void readDocuments(InputFile file, JsonDocuments documents)
      throws IOException, UnreadableDocumentException {
    List<Diagnostic> unrelated = new ArrayList<>();
    int before = items.size();
    Optional<Node> document = documents.next();
    if (document.isEmpty()) {
      diagnostics.add(
          Diagnostic.at(
                  SourceLocation.startOf(file.name()),
                  DiagnosticCode.EMPTY_INPUT,
                  "the input is empty")
              .withHint("check what should have written it"));
    }
    while (document.isPresent()) {
      Optional<Content<T>> content = kind.read(file.name(), document.get());
      if (content.isPresent()) {
        items.addAll(content.get().items());
        diagnostics.addAll(content.get().diagnostics());
      } else {
        unrelated.add(kind.reject(startOf(file, document.get()), document.get()));
      }
      document = documents.next();
    }
    if (file.named() || items.size() > before) {
      diagnostics.addAll(unrelated);
    } else if (!unrelated.isEmpty()) {
      skipped.add(file.name());
    }
  }

  private static SourceLocation startOf(InputFile file, Node document) {
    return new SourceLocation(file.name(), document.line(), document.column(), JsonPointer.ROOT);
  }

  private InputStream open(InputFile file) throws IOException {
    return file.path().isPresent() ? Files.newInputStream(file.path().get()) : new Unclosed(stdin);
  }

  /** Standard input, which belongs to the caller. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The caller closes it.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
