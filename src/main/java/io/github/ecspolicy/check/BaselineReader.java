package io.github.ecspolicy.check;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a {@link Baseline}, and nothing that is not one: an entry that is half understood would
 * accept something that nobody has looked at.
 */
public final class BaselineReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final List<String> NEEDED =
      List.of(
          Baseline.FINGERPRINT,
          Baseline.CODE,
          Baseline.ROLE,
          Baseline.SUBJECT,
          Baseline.MESSAGE,
          Baseline.JUSTIFICATION);

  private static final String FIELDS =
      NEEDED.stream().map(Quotation::quote).collect(Collectors.joining(", "))
          + " and, where it is to end, "
          + quote(Baseline.EXPIRES);

  private final String source;
  private final JsonParser parser;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Acceptance> acceptances = new ArrayList<>();
  private final Map<String, SourceLocation> fingerprints = new HashMap<>();

  private BaselineReader(String source, String json) throws IOException {
    this.source = source;
    parser = FACTORY.createParser(json);
  }

  /**
   * What came of reading.
   *
   * @param baseline as far as it could be read
   * @param diagnostics what could not
   */
  public record Result(Baseline baseline, List<Diagnostic> diagnostics) {
    public Result {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A text of an entry and where it stands. */
  private record Field(String text, SourceLocation location) {}

  /**
   * Reads {@code json}.
   *
   * @param source the file as the user named it
   */
  public static Result read(String source, String json) {
    try {
      BaselineReader reader = new BaselineReader(source, json);
      try (reader.parser) {
        reader.readDocument();
      } catch (JsonProcessingException e) {
        reader.reportMalformed(e);
      }
      return new Result(new Baseline(reader.acceptances), reader.diagnostics);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
  }

  private void reportMalformed(JsonProcessingException e) {
    SourceLocation at =
        Optional.ofNullable(e.getLocation())
            .map(place -> location(place, JsonPointer.ROOT))
            .orElseGet(() -> SourceLocation.startOf(source));
    diagnostics.add(
        Diagnostic.at(at, DiagnosticCode.MALFORMED_JSON, "the baseline is no JSON from here on")
            .withHint("look for what a merge has left; `jq . FILE` shows the same spot"));
  }

  private void readDocument() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      report(SourceLocation.startOf(source), "a baseline is an object with a list `accepted`");
      return;
    }
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonPointer pointer = JsonPointer.ROOT.member(name);
      boolean isRead = isNew(name, names, pointer) && name.equals(Baseline.ACCEPTED);
      if (!name.equals(Baseline.ACCEPTED)) {
        report(here(pointer), "a baseline has no field " + quote(name));
      }
      parser.nextToken();
      if (isRead) {
        readEntries(pointer);
      } else {
        parser.skipChildren();
      }
    }
    if (!names.contains(Baseline.ACCEPTED)) {
      report(SourceLocation.startOf(source), "a baseline has a list `accepted`, and this has none");
    }
    if (parser.nextToken() != null) {
      report(here(JsonPointer.ROOT), "something follows the end of the baseline");
    }
  }

  private boolean isNew(String name, Set<String> names, JsonPointer pointer) throws IOException {
    if (names.add(name)) {
      return true;
    }
    diagnostics.add(
        Diagnostic.at(
                here(pointer),
                DiagnosticCode.DUPLICATE_KEY,
                "the key " + quote(name) + " stands twice in one object")
            .withHint("keep one of them: readers disagree on which one counts"));
    return false;
  }

  private void readEntries(JsonPointer list) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      report(here(list), "`accepted` is a list");
      parser.skipChildren();
      return;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      JsonPointer pointer = list.element(i);
      SourceLocation at = here(pointer);
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        readEntry(pointer, at);
      } else {
        report(at, "an entry of a baseline is an object");
        parser.skipChildren();
      }
    }
  }

  private void readEntry(JsonPointer pointer, SourceLocation at) throws IOException {
    int before = diagnostics.size();
    Map<String, Field> fields = new HashMap<>();
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonPointer member = pointer.member(name);
      boolean isField = NEEDED.contains(name) || name.equals(Baseline.EXPIRES);
      boolean isRead = isNew(name, names, member) && isField;
      if (!isField) {
        report(here(member), "an entry of a baseline has no field " + quote(name));
      }
      JsonToken value = parser.nextToken();
      if (isRead && value == JsonToken.VALUE_STRING) {
        fields.put(name, new Field(parser.getText(), here(member)));
      } else if (isRead) {
        report(here(member), quote(name) + " of an entry is a text");
      }
      parser.skipChildren();
    }
    NEEDED.stream()
        .filter(name -> !names.contains(name))
        .forEach(
            name -> report(at, "an entry of a baseline has " + quote(name) + ", and this not"));
    if (diagnostics.size() == before) {
      add(fields, at);
    }
  }

  private void add(Map<String, Field> fields, SourceLocation at) {
    Field word = fields.get(Baseline.CODE);
    Optional<FindingCode> code = FindingCode.parse(word.text());
    if (code.isEmpty()) {
      report(word.location(), quote(word.text()) + " is no code of a finding");
    }
    Field end = fields.get(Baseline.EXPIRES);
    Optional<LocalDate> expires = Optional.ofNullable(end).flatMap(each -> date(each.text()));
    if (end != null && expires.isEmpty()) {
      diagnostics.add(
          Diagnostic.at(
                  end.location(), DiagnosticCode.BASELINE_SHAPE, quote(end.text()) + " is no date")
              .withHint("write the last day on which it is accepted like `2027-01-31`"));
    }
    if (code.isEmpty() || end != null && expires.isEmpty()) {
      return;
    }
    String role = fields.get(Baseline.ROLE).text();
    String subject = fields.get(Baseline.SUBJECT).text();
    Field fingerprint = fields.get(Baseline.FINGERPRINT);
    if (isOf(fingerprint, code.get(), role, subject)) {
      acceptances.add(
          new Acceptance(
              fingerprint.text(),
              code.get(),
              role,
              subject,
              fields.get(Baseline.MESSAGE).text(),
              fields.get(Baseline.JUSTIFICATION).text(),
              expires,
              Optional.of(at)));
    }
  }

  /** An entry must not accept another finding than the one it shows to its readers. */
  private boolean isOf(Field fingerprint, FindingCode code, String role, String subject) {
    if (!fingerprint.text().equals(Finding.fingerprint(code, role, subject))) {
      report(
          fingerprint.location(),
          quote(fingerprint.text()) + " is not the fingerprint of this code, role and subject");
      return false;
    }
    SourceLocation first = fingerprints.putIfAbsent(fingerprint.text(), fingerprint.location());
    if (first != null) {
      diagnostics.add(
          Diagnostic.at(
                  fingerprint.location(),
                  DiagnosticCode.BASELINE_DUPLICATE,
                  "the finding "
                      + quote(fingerprint.text())
                      + " is accepted twice, first at "
                      + first)
              .withHint("keep the entry whose justification and end are right"));
    }
    return first == null;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void report(SourceLocation at, String message) {
    diagnostics.add(
        Diagnostic.at(at, DiagnosticCode.BASELINE_SHAPE, message)
            .withHint(
                "an entry has " + FIELDS + ", all of them texts; ",
                Setting.WRITE_BASELINE,
                " writes them, and all to be written by hand are reasons and dates"));
  }

  private SourceLocation here(JsonPointer pointer) {
    return location(parser.currentTokenLocation(), pointer);
  }

  private SourceLocation location(JsonLocation place, JsonPointer pointer) {
    return new SourceLocation(
        source, Math.max(place.getLineNr(), 1), Math.max(place.getColumnNr(), 1), pointer);
  }
}
