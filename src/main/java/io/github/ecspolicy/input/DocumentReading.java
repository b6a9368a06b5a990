package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentKind.Content;
import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What comes of the documents of one input while they are read. */
final class DocumentReading<T> {
  private final DocumentKind<T> kind;
  private final InputFile file;
  private final Function<? super T, Optional<Runnable>> items;
  private final Collection<Diagnostic> diagnostics;
  private final Collection<Diagnostic> unrelated = DistinctDiagnostics.readable();
  private final Map<List<Object>, Diagnostic> unlike = new LinkedHashMap<>();
  private Optional<SourceLanguage> language = Optional.empty();
  private Optional<Diagnostic> remark = Optional.empty();
  private boolean isEmpty = true;
  private long found;

  DocumentReading(
      DocumentKind<T> kind,
      InputFile file,
      Function<? super T, Optional<Runnable>> items,
      Collection<Diagnostic> diagnostics) {
    this.kind = kind;
    this.file = file;
    this.items = items;
    this.diagnostics = diagnostics;
  }

  InputFile file() {
    return file;
  }

  DocumentKind<T> kind() {
    return kind;
  }

  /** Takes all of {@code documents}. */
  void acceptAll(Documents documents) throws IOException, UnreadableDocumentException {
    Optional<Node> next = documents.next();
    while (next.isPresent()) {
      accept(next.get(), documents.syntax());
      next = documents.next();
    }
    noteRemark(documents);
  }

  /** Keeps the first thing that was read although the syntax has no such thing. */
  void noteRemark(Documents documents) {
    remark = remark.or(documents::remark);
  }

  /**
   * Takes a document.
   *
   * @return what to do about each that says the same and stands further on; empty if it has to be
   *     read itself
   */
  Optional<Runnable> accept(Node document, Syntax syntax) {
    isEmpty = false;
    Optional<Content<T>> content = kind.read(file.name(), document, syntax);
    if (content.isEmpty()) {
      language = language.or(() -> kind.language(document));
      reject(document);
      return Optional.empty();
    }
    List<T> read = content.get().items();
    found += read.size();
    List<Optional<Runnable>> again = new ArrayList<>();
    read.forEach(item -> again.add(items.apply(item)));
    diagnostics.addAll(content.get().diagnostics());
    return again.size() == 1 && content.get().diagnostics().isEmpty()
        ? again.get(0)
        : Optional.empty();
  }

  /** Does what is to be done about a document that says the same as one before. */
  void acceptAgain(Runnable again) {
    isEmpty = false;
    found++;
    again.run();
  }

  private void reject(Node document) {
    Diagnostic diagnostic =
        kind.reject(
            new SourceLocation(file.name(), document.line(), document.column(), JsonPointer.ROOT),
            document);
    unrelated.add(diagnostic);
    unlike.putIfAbsent(List.of(diagnostic.message(), diagnostic.hint()), diagnostic);
  }

  /** Returns {@code true} if there was no document at all. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** Returns how much of what was looked for there was. */
  long found() {
    return found;
  }

  /** Returns the language this is, if nothing was found since it is one that is not evaluated. */
  Optional<SourceLanguage> language() {
    return found == 0 ? language : Optional.empty();
  }

  /** Returns what there is to say of an input that must hold what is looked for, or does. */
  List<Diagnostic> findings() {
    if (unlike.isEmpty() && remark.isEmpty()) {
      return List.of();
    }
    // Of a file that is something else in all its lines, one of them is enough.
    List<Diagnostic> findings = new ArrayList<>(found > 0 ? unrelated : unlike.values());
    remark.ifPresent(findings::add);
    return findings;
  }

  /** Returns why an input that need not hold what is looked for does not. */
  Optional<Diagnostic> whyNothing() {
    return unlike.values().stream().findFirst();
  }
}
