package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.template.Origin.Syntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * Returns how long a document may be that is an object with a member {@code field}, if that is
   * longer than others.
   *
   * @param field in lower case
   */
  default int longestWith(String field) {
    return longest();
  }

  /** Returns what to do about a document that is longer. */
  String adviceOnLength();

  /** Returns what to do about a text that is not JSON. */
  default String adviceOnForm() {
    return "text and keys stand in double quotes; what begins with `{` or `[` is read as JSON, not"
        + " as YAML";
  }

  /** Returns how deep such documents are when all is well. */
  String adviceOnDepth();

  /** Returns the files that are worth reading, of those that were found or named. */
  default InputFiles.Found worthReading(InputFiles.Found found) {
    return found;
  }

  /** Returns {@code true} if it is JSON, whatever it begins with. */
  default boolean isJson() {
    return false;
  }

  /** Returns {@code true} if there may be a great many that say the same. */
  default boolean isOfMany() {
    return false;
  }

  /**
   * Returns words in lower case of which one at least stands in every file that may hold such; none
   * means that any file may.
   */
  default Set<String> words() {
    return Set.of();
  }

  /**
   * Returns the language of {@code document}, if such are written in it and it is not evaluated.
   */
  default Optional<SourceLanguage> language(Node document) {
    return Optional.empty();
  }

  /**
   * Returns what {@code document} holds, or empty if it is of another kind.
   *
   * @param syntax that it is written in
   */
  Optional<Content<T>> read(String source, Node document, Syntax syntax);

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
