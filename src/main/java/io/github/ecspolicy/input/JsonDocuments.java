package io.github.ecspolicy.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON documents of one input, one after the other: a file may hold one, or one a line.
 *
 * <p>What the reader does not {@linkplain Wanted want} is skipped by the tokenizer, so that a plain
 * environment value, or the value of a parameter, never becomes a string in memory.
 */
final class JsonDocuments implements AutoCloseable {
  /** Objects and lists within each other; no document that is looked for needs ten. */
  static final int DEEPEST = 200;

  /** Characters in one string; a parameter reference has at most 2,048. */
  private static final int LONGEST_STRING = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .build())
          .build();

  private final String source;
  private final JsonParser parser;
  private final DocumentKind<?> kind;

  private JsonDocuments(String source, JsonParser parser, DocumentKind<?> kind) {
    this.source = source;
    this.parser = parser;
    this.kind = kind;
  }

  /** A document that cannot be read; nothing that follows it in the input can be read either. */
  static final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    UnreadableDocumentException(Diagnostic diagnostic) {
      super(diagnostic.message());
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  /** Opens {@code bytes}, to be read as documents of {@code kind}. */
  static JsonDocuments open(String source, InputStream bytes, DocumentKind<?> kind)
      throws IOException {
    return new JsonDocuments(source, FACTORY.createParser(new Utf8Reader(bytes)), kind);
  }

  /** Returns the next document, or empty at the end of the input. */
  Optional<Node> next() throws UnreadableDocumentException, IOException {
    try {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      return Optional.of(read(kind.wanted(), parser.currentLocation().getCharOffset()));
    } catch (JsonProcessingException e) {
      throw new UnreadableDocumentException(diagnose(e));
    } catch (Utf8Reader.InvalidUtf8Exception e) {
      throw new UnreadableDocumentException(
          Diagnostic.at(
                  new SourceLocation(source, e.line(), e.column(), JsonPointer.ROOT),
                  DiagnosticCode.INVALID_UTF_8,
                  "the input is not UTF-8 from here on")
              .withHint("save it as UTF-8, with or without a byte order mark"));
    }
  }

  private Node read(Wanted wanted, long documentStart)
      throws IOException, UnreadableDocumentException {
    JsonLocation at = parser.currentTokenLocation();
    checkLength(at, documentStart);
    int line = at.getLineNr();
    int column = at.getColumnNr();
    JsonToken token = parser.currentToken();
    Node node =
        switch (token) {
          case START_OBJECT -> new Node.Mapping(line, column, members(wanted, documentStart));
          case START_ARRAY -> new Node.Sequence(line, column, items(wanted, documentStart));
          case VALUE_STRING ->
              wanted.isText()
                  ? new Node.Text(line, column, parser.getText())
                  : skipped(documentStart);
          case VALUE_NULL -> new Node.Null(line, column);
          case VALUE_TRUE, VALUE_FALSE ->
              new Node.Flag(line, column, token == JsonToken.VALUE_TRUE);
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Number(line, column);
          default -> throw new IllegalStateException("a value cannot start with " + token);
        };
    checkLength(parser.currentLocation(), documentStart);
    return node;
  }

  private List<Node.Member> members(Wanted wanted, long documentStart)
      throws IOException, UnreadableDocumentException {
    List<Node.Member> members = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Set<String> fields = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = key(keys, documentStart);
      String field = key.toLowerCase(Locale.ROOT);
      if (wanted.isField(field) && !fields.add(field)) {
        throw duplicate(key);
      }
      parser.nextToken();
      Optional<Wanted> ofMember = wanted.under(field);
      members.add(
          new Node.Member(
              key,
              ofMember.isPresent() ? read(ofMember.get(), documentStart) : skipped(documentStart)));
    }
    return members;
  }

  /** Returns the key the parser stands on, which must not be among {@code keys} yet. */
  private String key(Set<String> keys, long documentStart)
      throws IOException, UnreadableDocumentException {
    checkLength(parser.currentTokenLocation(), documentStart);
    String key = parser.currentName();
    if (!keys.add(key)) {
      throw duplicate(key);
    }
    return key;
  }

  private Node skipped(long documentStart) throws IOException, UnreadableDocumentException {
    JsonLocation at = parser.currentTokenLocation();
    String valueKind = kindOf(parser.currentToken());
    skip(documentStart);
    return new Node.Skipped(at.getLineNr(), at.getColumnNr(), valueKind);
  }

  private static String kindOf(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> throw new IllegalStateException("a value cannot start with " + token);
    };
  }

  private void skip(long documentStart) throws IOException, UnreadableDocumentException {
    checkLength(parser.currentTokenLocation(), documentStart);
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Set<String> keys = new HashSet<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        key(keys, documentStart);
        parser.nextToken();
        skip(documentStart);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        skip(documentStart);
      }
    }
  }

  private List<Node> items(Wanted wanted, long documentStart)
      throws IOException, UnreadableDocumentException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(wanted.ofItems(), documentStart));
    }
    return items;
  }

  private void checkLength(JsonLocation at, long documentStart) throws UnreadableDocumentException {
    if (at.getCharOffset() - documentStart > kind.longest()) {
      throw new UnreadableDocumentException(
          Diagnostic.at(
                  locate(at),
                  DiagnosticCode.DOCUMENT_TOO_LARGE,
                  "the document is longer than " + kind.longest() + " characters")
              .withHint(kind.adviceOnLength()));
    }
  }

  private UnreadableDocumentException duplicate(String key) {
    return new UnreadableDocumentException(
        Diagnostic.at(
                locate(parser.currentTokenLocation()),
                DiagnosticCode.DUPLICATE_KEY,
                "the key " + Quotation.quote(key) + " stands twice in one object")
            .withHint("keep one of them: readers disagree on which one counts"));
  }

  private Diagnostic diagnose(JsonProcessingException e) {
    // Where a limit is passed, the parser gives no place, and is one character further.
    SourceLocation at =
        Optional.ofNullable(e.getLocation())
            .map(this::locate)
            .orElseGet(() -> locate(parser.currentLocation()).columnsBack(1));
    if (!(e instanceof StreamConstraintsException)) {
      return JsonMistake.of(e, kind.adviceOnForm()).at(at);
    }
    if (e.getOriginalMessage().contains("nesting depth")) {
      return Diagnostic.at(
              at,
              DiagnosticCode.NESTED_TOO_DEEP,
              "objects and lists are nested deeper than " + DEEPEST + " levels")
          .withHint(kind.adviceOnDepth());
    }
    return Diagnostic.at(
            at, DiagnosticCode.DOCUMENT_TOO_LARGE, "a key, number or string is too long")
        .withHint(
            "no text in " + kind.aNoun() + " is longer than " + LONGEST_STRING + " characters");
  }

  private SourceLocation locate(JsonLocation at) {
    return new SourceLocation(
        source, Math.max(at.getLineNr(), 1), Math.max(at.getColumnNr(), 1), JsonPointer.ROOT);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
