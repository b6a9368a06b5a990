package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.template.Origin.Syntax;
import io.github.ecspolicy.template.Placeholder;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The YAML documents of one input. Unlike JSON they are in memory as a whole while they are read;
 * what is not {@linkplain Wanted wanted} is no part of the {@link Node}s all the same.
 */
final class YamlDocuments implements Documents {
  /**
   * Characters in one input: twice what <a
   * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">
   * CloudFormation takes for a template</a>.
   */
  static final int LONGEST = 2 << 20;

  private static final int BUFFER = 1 << 13;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(LONGEST).setUseMarks(true).build();

  private final String source;
  private final String text;
  private final Optional<SourceLanguage> language;
  private final YamlNodes nodes;
  private final DocumentKind<?> kind;

  private YamlDocuments(String source, String text, DocumentKind<?> kind) {
    this.source = source;
    this.text = text;
    this.kind = kind;
    language = SourceLanguage.ofText(text);
    nodes =
        new YamlNodes(
            new YamlEvents(
                new ParserImpl(
                    SETTINGS, new StreamReader(SETTINGS, YamlEscapes.writtenOut(text, SETTINGS)))));
  }

  /** Opens {@code text}, to be read as documents of {@code kind}. */
  static YamlDocuments open(String source, Reader text, DocumentKind<?> kind)
      throws IOException, UnreadableDocumentException {
    StringBuilder all = new StringBuilder();
    char[] buffer = new char[BUFFER];
    int count = text.read(buffer);
    while (count >= 0) {
      all.append(buffer, 0, count);
      if (all.length() > LONGEST) {
        throw new UnreadableDocumentException(
            Diagnostic.at(
                    SourceLocation.startOf(source),
                    DiagnosticCode.DOCUMENT_TOO_LARGE,
                    "the YAML is longer than " + LONGEST + " characters")
                .withHint("write it as JSON, or as several files"));
      }
      count = text.read(buffer);
    }
    return new YamlDocuments(source, all.toString(), kind);
  }

  /** A place in YAML that is not as it has to be. */
  static final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DiagnosticCode code;
    private final String hint;
    private final int line;
    private final int column;

    YamlException(DiagnosticCode code, String message, String hint, int line, int column) {
      super(message);
      this.code = code;
      this.hint = hint;
      this.line = line;
      this.column = column;
    }
  }

  @Override
  public Syntax syntax() {
    return Syntax.YAML;
  }

  @Override
  public Optional<SourceLanguage> language() {
    return language;
  }

  @Override
  public Optional<Diagnostic> remark() {
    return Optional.empty();
  }

  @Override
  public Optional<Node> next() throws UnreadableDocumentException {
    try {
      return nodes.nextDocument(kind.wanted());
    } catch (YamlException e) {
      throw new UnreadableDocumentException(
          e.code == DiagnosticCode.MALFORMED_YAML
              ? malformed(new YamlMistake(e.getMessage(), e.hint), e.line, e.column)
              : Diagnostic.at(at(e.line, e.column), e.code, e.getMessage()).withHint(e.hint));
    } catch (MarkedYamlEngineException e) {
      YamlMistake mistake = YamlMistake.of(e);
      throw new UnreadableDocumentException(
          e.getProblemMark()
              .map(mark -> malformed(mistake, mark.getLine() + 1, mark.getColumn() + 1))
              .orElseGet(() -> malformed(mistake, 1, 1)));
    } catch (ReaderException e) {
      String before = text.substring(0, Math.min(e.getPosition(), text.length()));
      throw new UnreadableDocumentException(
          malformed(
              new YamlMistake("a control character", "YAML holds text only: save it as UTF-8"),
              (int) before.chars().filter(c -> c == '\n').count() + 1,
              before.length() - before.lastIndexOf('\n')));
    } catch (YamlEngineException e) {
      throw new UnreadableDocumentException(malformed(YamlMistake.UNKNOWN, 1, 1));
    }
  }

  private Diagnostic malformed(YamlMistake mistake, int line, int column) {
    Optional<Placeholder> placeholder = placeholder(line, column);
    return placeholder
        .map(
            mark ->
                Diagnostic.at(
                        at(line, column),
                        DiagnosticCode.PLACEHOLDER,
                        "malformed YAML: the placeholder "
                            + Quotation.quote(mark.text())
                            + " is still to be filled in")
                    .withHint(mark.kind().advice()))
        .orElseGet(
            () ->
                Diagnostic.at(
                        at(line, column),
                        DiagnosticCode.MALFORMED_YAML,
                        "malformed YAML: " + mistake.message())
                    .withHint(mistake.hint()));
  }

  /** What a template has instead of a value is on the line of the mistake, or is the mistake. */
  private Optional<Placeholder> placeholder(int line, int column) {
    Optional<String> whole = text.lines().skip(line - 1L).findFirst();
    Optional<String> before =
        whole.map(all -> all.substring(Math.max(Math.min(column - 2, all.length()), 0)));
    return before
        .flatMap(Placeholder::atStartOf)
        .or(
            () ->
                before
                    .filter(t -> !t.isEmpty())
                    .flatMap(t -> Placeholder.atStartOf(t.substring(1))));
  }

  private SourceLocation at(int line, int column) {
    return new SourceLocation(source, line, column, JsonPointer.ROOT);
  }

  @Override
  public void close() {
    // All was read when it was opened.
  }
}
