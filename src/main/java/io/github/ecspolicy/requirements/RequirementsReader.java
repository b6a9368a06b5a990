package io.github.ecspolicy.requirements;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference.Scope;
import java.util.Collection;
import java.util.Optional;

/** Reads lines of requirements, and folds them. Lines of several scopes have no whole. */
public final class RequirementsReader {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final RequirementsFold fold = new RequirementsFold();
  private final KnownLines known = new KnownLines();
  private final Collection<Diagnostic> diagnostics;
  private Optional<Scope> extent = Optional.empty();

  /**
   * A reader of one whole.
   *
   * @param diagnostics takes what is wrong with the lines
   */
  public RequirementsReader(Collection<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Returns what all lines come to, without those that could not be read; empty without a line. */
  public Optional<Requirements> whole() {
    return extent.map(fold::whole);
  }

  /**
   * Adds a line, and returns {@code true}, if lines before it say the same of the same or other
   * places: that is told without reading it.
   */
  public boolean readAgain(byte[] bytes, int from, int to) {
    return known.add(bytes, from, to);
  }

  /** Adds {@code line}, which starts at {@code place} and could not be {@link #readAgain}. */
  public void read(SourceLocation place, String line) {
    try {
      read(MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      diagnostics.add(malformed(place, e));
    } catch (LineException e) {
      diagnostics.add(Diagnostic.at(place, e.code(), e.getMessage()).withHint(e.hint()));
    }
  }

  private void read(JsonNode json) throws LineException {
    LineMembers line = LineMembers.of(json);
    if (!line.has(Names.VERSION)) {
      throw LineException.shape("the line is no requirement");
    }
    int version = line.version();
    if (version > Names.CURRENT_VERSION) {
      throw new LineException(
          DiagnosticCode.REQUIREMENT_VERSION,
          "the line is of version "
              + version
              + " of requirements, and only version "
              + Names.CURRENT_VERSION
              + " is known",
          "merge with the version of ecs-policy that has written it, or a later one");
    }
    Scope scope = line.value(Names.SCOPE, "a scope", name -> Names.named(name, Scope.values()));
    RequirementLine read = RequirementLine.read(line);
    line.conclude();
    if (extent.filter(first -> first != scope).isPresent()) {
      throw new LineException(
          DiagnosticCode.REQUIREMENTS_UNLIKE,
          "the line is for the scope "
              + quote(Names.of(scope))
              + ", others are for "
              + quote(Names.of(extent.get())),
          "resolve all task definitions with the same scope");
    }
    extent = Optional.of(scope);
    read.addTo(fold);
    if (read instanceof RequirementLine.OfTask ofTask) {
      known.learn(ofTask, fold.folded(ofTask.task()));
    }
  }

  private static Diagnostic malformed(SourceLocation line, JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return Diagnostic.at(
              line, DiagnosticCode.REQUIREMENT_SHAPE, "the line is too deep or too long")
          .withHint("no requirement has more than three objects within each other");
    }
    SourceLocation at =
        Optional.ofNullable(e.getLocation())
            .map(JsonLocation::getColumnNr)
            .filter(column -> column > 0)
            .map(column -> new SourceLocation(line.source(), line.line(), column, line.pointer()))
            .orElse(line);
    if (e.getOriginalMessage().startsWith("Duplicate ")) {
      return Diagnostic.at(at, DiagnosticCode.DUPLICATE_KEY, "a key stands twice in one object")
          .withHint("keep one of them: readers disagree on which one counts");
    }
    return Diagnostic.at(at, DiagnosticCode.MALFORMED_JSON, "the line is not one value of JSON")
        .withHint("a line may have been cut off: write the requirements again");
  }
}
