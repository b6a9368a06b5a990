package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JSON in a string of a document. It is read as the document is, under the same limits, and what is
 * not wanted of it is dropped with the string. All of it stands where the string does.
 */
final class EmbeddedJson {
  private static final String ADVICE = "correct it where the configuration takes it from";

  private final FieldReader fields;
  private final DocumentKind<?> kind;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * A reader of the strings of one document.
   *
   * @param kind of the document
   */
  EmbeddedJson(FieldReader fields, DocumentKind<?> kind) {
    this.fields = fields;
    this.kind = kind;
  }

  /** Returns what of the strings was not JSON. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns the value in the string {@code field} of {@code parent}. */
  Optional<Place<Node>> read(Place<Node.Mapping> parent, String field, Wanted wanted) {
    Optional<Place<Node>> place = fields.member(parent, field);
    if (place.isEmpty() || !(place.get().node() instanceof Node.Text text)) {
      place.ifPresent(other -> fields.asText(other, "`" + field + "`"));
      return Optional.empty();
    }
    if (text.text().isEmpty()) {
      return Optional.empty();
    }
    SourceLocation at = fields.locate(place.get());
    try (JsonDocuments documents = JsonDocuments.within(at.source(), text.text(), kind, wanted)) {
      Optional<Node> value = documents.next();
      if (value.isPresent() && documents.next().isEmpty()) {
        return value.map(node -> new Place<>(moved(node, text), place.get().pointer()));
      }
      diagnostics.add(
          Diagnostic.at(
                  at, DiagnosticCode.MALFORMED_JSON, "`" + field + "` holds not one value of JSON")
              .withHint(ADVICE));
    } catch (UnreadableDocumentException e) {
      diagnostics.add(within(field, at, e.diagnostic()));
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be read", e);
    }
    return Optional.empty();
  }

  private static Diagnostic within(String field, SourceLocation at, Diagnostic problem) {
    String where =
        problem
            .location()
            .map(place -> ", line " + place.line() + ", column " + place.column() + ": ")
            .orElse(": ");
    Diagnostic moved =
        new Diagnostic(
            problem.code(),
            problem.severity(),
            "in the JSON of `" + field + "`" + where + problem.message(),
            problem.hint(),
            Optional.of(at));
    return problem.code() == DiagnosticCode.MALFORMED_JSON ? moved.withHint(ADVICE) : moved;
  }

  private static Node moved(Node node, Node.Text to) {
    int line = to.line();
    int column = to.column();
    if (node instanceof Node.Mapping mapping) {
      return new Node.Mapping(
          line,
          column,
          mapping.members().stream()
              .map(member -> new Node.Member(member.key(), moved(member.value(), to)))
              .toList());
    }
    if (node instanceof Node.Sequence list) {
      return new Node.Sequence(
          line, column, list.items().stream().map(item -> moved(item, to)).toList());
    }
    if (node instanceof Node.Text text) {
      return new Node.Text(line, column, text.text());
    }
    if (node instanceof Node.Number number) {
      return new Node.Number(line, column, number.text());
    }
    if (node instanceof Node.Flag flag) {
      return new Node.Flag(line, column, flag.isTrue());
    }
    return node instanceof Node.Skipped skipped
        ? new Node.Skipped(line, column, skipped.kind())
        : new Node.Null(line, column);
  }
}
