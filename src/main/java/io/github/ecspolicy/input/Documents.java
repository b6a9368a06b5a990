package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;

/** The documents of one input, one after the other. */
sealed interface Documents extends AutoCloseable permits JsonDocuments, YamlDocuments {
  /** Returns the next document, or empty at the end of the input. */
  Optional<Node> next() throws UnreadableDocumentException, IOException;

  /** Returns the syntax they are in. */
  Syntax syntax();

  /** Returns the language this is, if it is one that is not evaluated. */
  Optional<SourceLanguage> language();

  /** Returns what was read although the syntax has no such thing, once all was read. */
  Optional<Diagnostic> remark();

  @Override
  void close() throws IOException;

  /**
   * Opens {@code bytes}, to be read as documents of {@code kind}, in the syntax that the content
   * shows. What has begun as one is never read as the other.
   */
  static Documents open(String source, InputStream bytes, DocumentKind<?> kind)
      throws IOException, UnreadableDocumentException {
    Reader text = new BufferedReader(new Utf8Reader(bytes), Opening.LONGEST);
    try {
      if (Opening.isArchive(text)) {
        throw new UnreadableDocumentException(archive(source));
      }
      return Opening.syntax(text) == Syntax.JSON || kind.isJson()
          ? JsonDocuments.open(source, text, kind)
          : YamlDocuments.open(source, text, kind);
    } catch (Utf8Reader.InvalidUtf8Exception e) {
      throw new UnreadableDocumentException(invalidUtf8(source, 0, e));
    }
  }

  /** Says that the input is an archive, as the plans are that Terraform writes. */
  private static Diagnostic archive(String source) {
    return Diagnostic.at(
            SourceLocation.startOf(source),
            DiagnosticCode.INVALID_UTF_8,
            "the input is a ZIP archive, not text")
        .withHint("of a plan of Terraform, read what `terraform show -json PLAN` prints");
  }

  /**
   * Says that the input is in another encoding.
   *
   * @param linesBefore how many lines precede what was read
   */
  static Diagnostic invalidUtf8(String source, int linesBefore, Utf8Reader.InvalidUtf8Exception e) {
    return Diagnostic.at(
            new SourceLocation(source, linesBefore + e.line(), e.column(), JsonPointer.ROOT),
            DiagnosticCode.INVALID_UTF_8,
            "the input is not UTF-8 from here on")
        .withHint("save it as UTF-8, with or without a byte order mark");
  }
}
