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
 * <p>Values under keys that {@link TaskDefinitionReader} does not ask for are skipped by the
 * tokenizer, so that a plain environment value never becomes a string in memory.
 */
final class JsonDocuments implements AutoCloseable {
  /** Characters in one document: 256 times what ECS accepts for a task definition. */
  static final int LONGEST_DOCUMENT = 16 << 20;

  /** Objects and lists within each other; a task definition needs six. */
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

  private JsonDocuments(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
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

  static JsonDocuments open(String source, InputStream bytes) throws IOException {
    return new JsonDocuments(source, FACTORY.createParser(new Utf8Reader(bytes)));
  }

  /** Returns the next document, or empty at the end of the input. */
  Optional<Node> next() throws UnreadableDocumentException, IOException {
    try {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      return Optional.of(read(parser.currentLocation().getCharOffset()));
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

  private Node read(long documentStart) throws IOException, UnreadableDocumentException {
    JsonLocation at = parser.currentTokenLocation();
    checkLength(at, documentStart);
    int line = at.getLineNr();
    int column = at.getColumnNr();
    JsonToken token = parser.currentToken();
    Node node =
        switch (token) {
          case START_OBJECT -> new Node.Mapping(line, column, members(documentStart));
          case START_ARRAY -> new Node.Sequence(line, column, items(documentStart));
          case VALUE_STRING -> new Node.Text(line, column, parser.getText());
          case VALUE_NULL -> new Node.Null(line, column);
          case VALUE_TRUE, VALUE_FALSE -> new Node.Literal(line, column, "a boolean");
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Literal(line, column, "a number");
          default -> throw new IllegalStateException("a value cannot start with " + token);
        };
    checkLength(parser.currentLocation(), documentStart);
    return node;
  }

  private List<Node.Member> members(long documentStart)
      throws IOException, UnreadableDocumentException {
    List<Node.Member> members = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Set<String> fields = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = key(keys, documentStart);
      String field = key.toLowerCase(Locale.ROOT);
      boolean isRead = TaskDefinitionReader.FIELDS.contains(field);
      if (isRead && !fields.add(field)) {
        throw duplicate(key);
      }
      parser.nextToken();
      members.add(new Node.Member(key, isRead ? read(documentStart) : skipped(documentStart)));
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
    skip(documentStart);
    return new Node.Skipped(at.getLineNr(), at.getColumnNr());
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

  private List<Node> items(long documentStart) throws IOException, UnreadableDocumentException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(documentStart));
    }
    return items;
  }

  private void checkLength(JsonLocation at, long documentStart) throws UnreadableDocumentException {
    if (at.getCharOffset() - documentStart > LONGEST_DOCUMENT) {
      throw new UnreadableDocumentException(
          Diagnostic.at(
                  locate(at),
                  DiagnosticCode.DOCUMENT_TOO_LARGE,
                  "the document is longer than " + LONGEST_DOCUMENT + " characters")
              .withHint("write one task definition a line: such a file may have any length"));
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
      return JsonMistake.of(e).at(at);
    }
    if (e.getOriginalMessage().contains("nesting depth")) {
      return Diagnostic.at(
              at,
              DiagnosticCode.NESTED_TOO_DEEP,
              "objects and lists are nested deeper than " + DEEPEST + " levels")
          .withHint("a task definition needs six levels");
    }
    return Diagnostic.at(
            at, DiagnosticCode.DOCUMENT_TOO_LARGE, "a key, number or string is too long")
        .withHint("no text in a task definition is longer than " + LONGEST_STRING + " characters");
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
