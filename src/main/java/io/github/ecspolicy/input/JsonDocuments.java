package io.github.ecspolicy.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.Placeholder;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
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
final class JsonDocuments implements Documents {
  /** Objects and lists within each other; no document that is looked for needs ten. */
  static final int DEEPEST = 200;

  /** Characters in one string; a parameter reference has at most 2,048. */
  private static final int LONGEST_STRING = 1 << 20;

  /** Values that are read of one long document: those of some 50,000 resources of Terraform. */
  private static final int MOST_VALUES = 1_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .build())
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private final String source;
  private final int linesBefore;
  private final Optional<JsonWatch> text;
  private final JsonParser parser;
  private final DocumentKind<?> kind;
  private final Wanted wanted;
  private int longest;
  private int values;

  private JsonDocuments(
      String source,
      int linesBefore,
      Optional<JsonWatch> text,
      JsonParser parser,
      DocumentKind<?> kind,
      Wanted wanted) {
    this.source = source;
    this.linesBefore = linesBefore;
    this.text = text;
    this.parser = parser;
    this.kind = kind;
    this.wanted = wanted;
    this.longest = kind.longest();
  }

  private static JsonDocuments watched(
      String source, int linesBefore, Reader text, DocumentKind<?> kind, Wanted wanted)
      throws IOException {
    JsonWatch watch = new JsonWatch(text);
    JsonParser parser = FACTORY.createParser(watch);
    return new JsonDocuments(source, linesBefore, Optional.of(watch), parser, kind, wanted);
  }

  /** Opens {@code text}, to be read as documents of {@code kind}. */
  static JsonDocuments open(String source, Reader text, DocumentKind<?> kind) throws IOException {
    return after(0, source, text, kind);
  }

  /** Opens {@code text}, which follows so many lines in its input. */
  static JsonDocuments after(int linesBefore, String source, Reader text, DocumentKind<?> kind)
      throws IOException {
    return watched(source, linesBefore, text, kind, kind.wanted());
  }

  /** Opens {@code json}, a document that has a {@link Skeleton} and so nothing wrong with it. */
  static JsonDocuments strict(int linesBefore, String source, char[] json, DocumentKind<?> kind)
      throws IOException {
    JsonParser parser = FACTORY.createParser(json);
    return new JsonDocuments(source, linesBefore, Optional.empty(), parser, kind, kind.wanted());
  }

  /** Opens {@code json}, a string in a document of {@code kind} that is JSON itself. */
  static JsonDocuments within(String source, String json, DocumentKind<?> kind, Wanted wanted)
      throws IOException {
    return watched(source, 0, new StringReader(json), kind, wanted);
  }

  @Override
  public Syntax syntax() {
    return Syntax.JSON;
  }

  @Override
  public Optional<SourceLanguage> language() {
    return Optional.empty();
  }

  @Override
  public Optional<Diagnostic> remark() {
    return text.flatMap(JsonWatch::extra)
        .map(
            extra ->
                Diagnostic.at(
                        new SourceLocation(
                            source, linesBefore + extra.line(), extra.column(), JsonPointer.ROOT),
                        DiagnosticCode.JSON_EXTENDED,
                        "JSON has no such thing as " + extra.what() + "; it is read all the same")
                    .withHint("the AWS CLI refuses such a file"));
  }

  @Override
  public Optional<Node> next() throws UnreadableDocumentException, IOException {
    try {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      longest = kind.longest();
      values = 0;
      return Optional.of(read(wanted, parser.currentLocation().getCharOffset()));
    } catch (JsonProcessingException e) {
      throw new UnreadableDocumentException(diagnose(e));
    } catch (Utf8Reader.InvalidUtf8Exception e) {
      throw new UnreadableDocumentException(Documents.invalidUtf8(source, linesBefore, e));
    }
  }

  private Node read(Wanted wanted, long documentStart)
      throws IOException, UnreadableDocumentException {
    JsonLocation at = parser.currentTokenLocation();
    checkLength(at, documentStart);
    checkSize(at);
    int line = linesBefore + at.getLineNr();
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
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              wanted.isText()
                  ? new Node.Number(line, column, parser.getText())
                  : skipped(documentStart);
          default -> throw new IllegalStateException("a value cannot start with " + token);
        };
    if (!isPlain()) {
      checkLength(parser.currentLocation(), documentStart);
    }
    return node;
  }

  private List<Node.Member> members(Wanted wanted, long documentStart)
      throws IOException, UnreadableDocumentException {
    List<Node.Member> members = new ArrayList<>();
    // what is plain has no key twice
    Set<String> keys = isPlain() ? Set.of() : new HashSet<>();
    Set<String> fields = isPlain() ? Set.of() : new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = key(keys, documentStart);
      String field = key.toLowerCase(Locale.ROOT);
      if (parser.getParsingContext().getParent().inRoot()) {
        longest = Math.max(longest, kind.longestWith(field));
      }
      if (!isPlain() && wanted.isField(field) && !fields.add(field)) {
        throw duplicate(key);
      }
      parser.nextToken();
      Optional<Wanted> ofMember = wanted.under(field);
      if (ofMember.isPresent()) {
        members.add(new Node.Member(key, read(ofMember.get(), documentStart)));
      } else if (wanted.keepsKeys()) {
        members.add(new Node.Member(key, skipped(documentStart)));
      } else {
        skip(documentStart);
      }
    }
    return members;
  }

  /** Returns the key the parser stands on, which must not be among {@code keys} yet. */
  private String key(Set<String> keys, long documentStart)
      throws IOException, UnreadableDocumentException {
    String key = parser.currentName();
    if (isPlain()) {
      return key;
    }
    checkLength(parser.currentTokenLocation(), documentStart);
    if (!keys.add(key)) {
      throw duplicate(key);
    }
    return key;
  }

  /** Returns {@code true} if all was checked that need not be checked twice. */
  private boolean isPlain() {
    return text.isEmpty();
  }

  private Node skipped(long documentStart) throws IOException, UnreadableDocumentException {
    JsonLocation at = parser.currentTokenLocation();
    String valueKind = kindOf(parser.currentToken());
    skip(documentStart);
    return new Node.Skipped(linesBefore + at.getLineNr(), at.getColumnNr(), valueKind);
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
    if (isPlain()) {
      parser.skipChildren();
      return;
    }
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
    if (at.getCharOffset() - documentStart > longest) {
      throw new UnreadableDocumentException(
          Diagnostic.at(
                  locate(at),
                  DiagnosticCode.DOCUMENT_TOO_LARGE,
                  "the document is longer than " + longest + " characters")
              .withHint(kind.adviceOnLength()));
    }
  }

  /** A document that may be longer than others may not have more in it that is read. */
  private void checkSize(JsonLocation at) throws UnreadableDocumentException {
    values++;
    if (longest > kind.longest() && values > MOST_VALUES) {
      throw new UnreadableDocumentException(
          Diagnostic.at(
                  locate(at),
                  DiagnosticCode.DOCUMENT_TOO_LARGE,
                  "the document has more than " + MOST_VALUES + " values that are read")
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

  private Diagnostic diagnose(JsonProcessingException e) throws IOException {
    // Where a limit is passed, the parser gives no place, and is one character further.
    SourceLocation at =
        Optional.ofNullable(e.getLocation())
            .map(this::locate)
            .orElseGet(() -> locate(parser.currentLocation()).columnsBack(1));
    if (!(e instanceof StreamConstraintsException)) {
      return placeholder(e)
          .map(
              mark ->
                  Diagnostic.at(
                          at,
                          DiagnosticCode.PLACEHOLDER,
                          "malformed JSON: the placeholder "
                              + Quotation.quote(mark.text())
                              + " is still to be filled in")
                      .withHint(mark.kind().advice()))
          .orElseGet(() -> JsonMistake.of(e, kind.adviceOnForm()).at(at));
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

  /** A placeholder is nothing that JSON may have here: what stands there begins as one does. */
  private Optional<Placeholder> placeholder(JsonProcessingException e) throws IOException {
    if (e.getLocation() == null) {
      return Optional.empty();
    }
    // The parser may already have passed the mark's first character, as an object's brace.
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String here = text.get().from(Math.max(e.getLocation().getCharOffset() - 1, 0));
    return Placeholder.atStartOf(here)
        .or(() -> here.isEmpty() ? Optional.empty() : Placeholder.atStartOf(here.substring(1)));
  }

  private SourceLocation locate(JsonLocation at) {
    return new SourceLocation(
        source,
        linesBefore + Math.max(at.getLineNr(), 1),
        Math.max(at.getColumnNr(), 1),
        JsonPointer.ROOT);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
