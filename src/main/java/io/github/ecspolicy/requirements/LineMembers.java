package io.github.ecspolicy.requirements;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The members of an object in a line: each is read, and there are no others. */
final class LineMembers {
  private final JsonNode object;
  private final String path;
  private final Set<String> read = new HashSet<>();

  private LineMembers(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static LineMembers of(JsonNode line) throws LineException {
    if (!line.isObject()) {
      throw LineException.shape("the line is no object");
    }
    return new LineMembers(line, "");
  }

  boolean has(String member) {
    return object.has(member);
  }

  /** Makes sure that nothing was left unread, which this version would not understand. */
  void conclude() throws LineException {
    for (var member : object.properties()) {
      if (!read.contains(member.getKey())) {
        throw LineException.shape("no requirement has the member " + quote(path + member.getKey()));
      }
    }
  }

  private Optional<JsonNode> member(String name) {
    read.add(name);
    return Optional.ofNullable(object.get(name));
  }

  private JsonNode needed(String name) throws LineException {
    return member(name)
        .orElseThrow(() -> LineException.shape("the member " + quote(path + name) + " is missing"));
  }

  private LineException wrong(String name, String expected) {
    return LineException.shape("the member " + quote(path + name) + " must be " + expected);
  }

  LineMembers object(String name) throws LineException {
    JsonNode value = needed(name);
    if (!value.isObject()) {
      throw wrong(name, "an object");
    }
    return new LineMembers(value, path + name + ".");
  }

  String text(String name) throws LineException {
    JsonNode value = needed(name);
    if (!value.isTextual()) {
      throw wrong(name, "a string");
    }
    return value.textValue();
  }

  Optional<String> optionalText(String name) throws LineException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** Reads a string as what {@code parse} makes of it. */
  <T> T value(String name, String expected, Function<String, Optional<T>> parse)
      throws LineException {
    String text = text(name);
    return parse.apply(text).orElseThrow(() -> not(name, expected, text));
  }

  <T> Optional<T> optionalValue(String name, String expected, Function<String, Optional<T>> parse)
      throws LineException {
    return has(name) ? Optional.of(value(name, expected, parse)) : Optional.empty();
  }

  private LineException not(String name, String expected, String text) {
    return LineException.shape(
        "the member " + quote(path + name) + " must be " + expected + ", found " + quote(text));
  }

  boolean flag(String name) throws LineException {
    JsonNode value = needed(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  private int number(String name) throws LineException {
    JsonNode value = needed(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      throw wrong(name, "a number from 1 on");
    }
    return value.intValue();
  }

  /** Reads the version of the line. */
  int version() throws LineException {
    return number(Names.VERSION);
  }

  List<String> texts(String name) throws LineException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!item.isTextual()) {
        throw wrong(name, "a list of strings");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Reads a list of strings and objects, of which {@code text} and {@code object} make values. */
  <T> List<T> mixed(String name, Function<String, T> text, OfObject<T> ofObject)
      throws LineException {
    List<T> values = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (item.isTextual()) {
        values.add(text.apply(item.textValue()));
      } else if (item.isObject()) {
        LineMembers members = new LineMembers(item, path + name + ".");
        values.add(ofObject.read(members));
        members.conclude();
      } else {
        throw wrong(name, "a list of strings and objects");
      }
    }
    return values;
  }

  /** Makes a value of an object. */
  interface OfObject<T> {
    T read(LineMembers members) throws LineException;
  }

  private JsonNode items(String name) throws LineException {
    JsonNode value = needed(name);
    if (!value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  SourceLocation place() throws LineException {
    LineMembers at = object("at");
    SourceLocation place =
        new SourceLocation(
            at.text("file"),
            at.number("line"),
            at.number("column"),
            at.value("pointer", "a JSON Pointer", JsonPointer::parse));
    at.conclude();
    return place;
  }
}
