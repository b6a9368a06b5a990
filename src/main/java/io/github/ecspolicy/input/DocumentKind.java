package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * What is looked for in the files that the user names.
 *
 * @param <T> what one document holds any number of
 */
interface DocumentKind<T> {
  /** Returns what a document of this kind is called: {@code task definition}. */
  String noun();

  /** Returns the noun with its article. */
  String aNoun();

  /** Returns what is read of a document. */
  Wanted wanted();

  /** Returns how long a document may be, in characters. */
  int longest();

  /** Returns what to do about a document that is longer. */
  String adviceOnLength();

  /** Returns what to do about a text that is not JSON. */
  default String adviceOnForm() {
    return "only JSON is read: render a template, convert YAML";
  }

  /** Returns how deep such documents are when all is well. */
  String adviceOnDepth();

  /** Returns what {@code document} holds, or empty if it is of another kind. */
  Optional<Content<T>> read(String source, Node document);

  /** Says that {@code document}, which is of another kind, is so. */
  Diagnostic reject(SourceLocation at, Node document);

  /** Says that nothing of this kind was found. */
  Diagnostic reportNothing(SourceLocation at);

  /** Returns the code for a folder in which there is no file to read. */
  DiagnosticCode whenFolderIsEmpty();

  /** What a document holds, and what of it could not be understood. */
  record Content<T>(List<T> items, List<Diagnostic> diagnostics) {
    public Content {
      items = List.copyOf(items);
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
