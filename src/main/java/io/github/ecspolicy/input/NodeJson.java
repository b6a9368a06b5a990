package io.github.ecspolicy.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes nodes back as JSON, on one line. */
final class NodeJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private NodeJson() {}

  static String of(Node node) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(node, json);
    } catch (IOException e) {
      throw new UncheckedIOException("text is written without fail", e);
    }
    return text.toString();
  }

  /** Returns a call of a function with one text: <code>{"Ref":"DbSecret"}</code>. */
  static String call(String function, String argument) {
    return of(
        new Node.Mapping(1, 1, List.of(new Node.Member(function, new Node.Text(1, 1, argument)))));
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    if (node instanceof Node.Mapping mapping) {
      json.writeStartObject();
      for (Node.Member member : mapping.members()) {
        json.writeFieldName(member.key());
        write(member.value(), json);
      }
      json.writeEndObject();
    } else if (node instanceof Node.Sequence list) {
      json.writeStartArray();
      for (Node item : list.items()) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (node instanceof Node.Text text) {
      json.writeString(text.text());
    } else if (node instanceof Node.Number number) {
      // As text: an account id that starts with zeros is no number of JSON.
      json.writeString(number.text());
    } else if (node instanceof Node.Flag flag) {
      json.writeBoolean(flag.isTrue());
    } else {
      json.writeNull();
    }
  }
}
