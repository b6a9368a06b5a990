package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the members of objects as what they have to be, and keeps what is wrong with them. To AWS,
 * an absent member and {@code null} are the same.
 */
final class FieldReader {
  private final String source;
  private final String adviceOnType;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * A reader of one document.
   *
   * @param adviceOnType the hint where a value is of another type than it has to be
   */
  FieldReader(String source, String adviceOnType) {
    this.source = source;
    this.adviceOnType = adviceOnType;
  }

  /** A value and where in the document it stands. */
  record Place<T extends Node>(T node, JsonPointer pointer) {}

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  Optional<Place<Node>> member(Place<Node.Mapping> object, String field) {
    Optional<Node.Member> found = object.node().member(field);
    if (found.isEmpty() || found.get().value() instanceof Node.Null) {
      return Optional.empty();
    }
    Node.Member member = found.get();
    return Optional.of(new Place<>(member.value(), object.pointer().member(member.key())));
  }

  boolean lacks(Place<Node.Mapping> object, String field) {
    return member(object, field).isEmpty();
  }

  Optional<FieldValue> text(Place<Node.Mapping> object, String field) {
    Optional<Place<Node>> place = member(object, field);
    return place.isEmpty() ? Optional.empty() : asText(place.get(), "", field);
  }

  List<FieldValue> texts(Place<Node.Mapping> object, String field) {
    List<FieldValue> texts = new ArrayList<>();
    for (Place<Node> item : items(object, field)) {
      asText(item, "an item of ", field).ifPresent(texts::add);
    }
    return texts;
  }

  Optional<Place<Node.Mapping>> object(Place<Node.Mapping> parent, String field) {
    Optional<Place<Node>> place = member(parent, field);
    return place.isEmpty() ? Optional.empty() : asObject(place.get(), "", field);
  }

  <T> List<T> objects(
      Place<Node.Mapping> parent, String field, Function<Place<Node.Mapping>, T> read) {
    List<T> objects = new ArrayList<>();
    for (Place<Node> item : items(parent, field)) {
      Optional<Place<Node.Mapping>> object = asObject(item, "an item of ", field);
      if (object.isPresent()) {
        objects.add(read.apply(object.get()));
      }
    }
    return objects;
  }

  List<Place<Node>> items(Place<Node.Mapping> object, String field) {
    Optional<Place<Node>> place = member(object, field);
    if (place.isEmpty()) {
      return List.of();
    }
    if (place.get().node() instanceof Node.Sequence list) {
      return elements(new Place<>(list, place.get().pointer()));
    }
    reportType(place.get(), "`" + field + "`", "a list");
    return List.of();
  }

  static List<Place<Node>> elements(Place<Node.Sequence> list) {
    List<Place<Node>> elements = new ArrayList<>();
    for (Node item : list.node().items()) {
      elements.add(new Place<>(item, list.pointer().element(elements.size())));
    }
    return elements;
  }

  /** The text of a mistake is put together where there is one. */
  private Optional<Place<Node.Mapping>> asObject(Place<Node> place, String article, String field) {
    return place.node() instanceof Node.Mapping mapping
        ? Optional.of(new Place<>(mapping, place.pointer()))
        : asObject(place, article + "`" + field + "`");
  }

  Optional<Place<Node.Mapping>> asObject(Place<Node> place, String what) {
    if (place.node() instanceof Node.Mapping mapping) {
      return Optional.of(new Place<>(mapping, place.pointer()));
    }
    reportType(place, what, "an object");
    return Optional.empty();
  }

  private Optional<FieldValue> asText(Place<Node> place, String article, String field) {
    return place.node() instanceof Node.Text text
        ? Optional.of(new FieldValue(text.text(), locate(place)))
        : asText(place, article + "`" + field + "`");
  }

  Optional<FieldValue> asText(Place<Node> place, String what) {
    if (place.node() instanceof Node.Text text) {
      return Optional.of(new FieldValue(text.text(), locate(place)));
    }
    reportType(place, what, "a string");
    return Optional.empty();
  }

  /** Warns of members that are nearly called like one of {@code fields}: nobody would read them. */
  void checkSpelling(Place<Node.Mapping> object, FieldNames fields) {
    for (Node.Member member : object.node().members()) {
      fields
          .near(member.key(), object.node())
          .ifPresent(
              field ->
                  report(
                      new Place<>(member.value(), object.pointer().member(member.key())),
                      DiagnosticCode.FIELD_MISSPELT,
                      "ECS knows no field " + quote(member.key()) + " here, so it is not read",
                      "did you mean " + quote(field) + "?"));
    }
  }

  void reportType(Place<Node> place, String what, String expected) {
    report(
        place,
        DiagnosticCode.WRONG_TYPE,
        what + " must be " + expected + ", found " + place.node().kind(),
        adviceOnType);
  }

  void report(Place<? extends Node> place, DiagnosticCode code, String message, String hint) {
    report(locate(place), code, message, hint);
  }

  void report(SourceLocation at, DiagnosticCode code, String message, String hint) {
    diagnostics.add(Diagnostic.at(at, code, message).withHint(hint));
  }

  SourceLocation locate(Place<? extends Node> place) {
    return new SourceLocation(source, place.node().line(), place.node().column(), place.pointer());
  }
}
