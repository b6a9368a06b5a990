package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A part of a policy's JSON and its place; what does not have the form asked for is refused. */
record JsonElement(JsonNode node, JsonPointer at) {

  boolean has(String name) {
    return node.has(name);
  }

  JsonElement child(String name) {
    return new JsonElement(node.get(name), at.appendProperty(name));
  }

  JsonElement required(String name) throws PolicySyntaxException {
    if (!node.has(name)) {
      throw refusal("`" + name + "` is missing");
    }
    return child(name);
  }

  /** The members of what has to be an object, in their order. */
  List<String> names() throws PolicySyntaxException {
    if (!node.isObject()) {
      throw refusal("expected an object, found " + kind());
    }
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** The elements of a list; one of one element may be written without brackets. */
  List<JsonElement> elements() {
    if (!node.isArray()) {
      return List.of(this);
    }
    List<JsonElement> elements = new ArrayList<>();
    for (JsonNode element : node) {
      elements.add(new JsonElement(element, at.appendIndex(elements.size())));
    }
    return elements;
  }

  List<JsonElement> nonEmptyElements() throws PolicySyntaxException {
    List<JsonElement> elements = elements();
    if (elements.isEmpty()) {
      throw refusal("an empty list");
    }
    return elements;
  }

  String text() throws PolicySyntaxException {
    if (!node.isTextual()) {
      throw refusal("expected a string, found " + kind());
    }
    return node.textValue();
  }

  // quotation marks are optional for numbers and Booleans:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-json
  String scalar() throws PolicySyntaxException {
    return node.isNumber() || node.isBoolean() ? node.asText() : text();
  }

  /** Runs a check of the model, whose words become those of the refusal. */
  void check(Runnable check) throws PolicySyntaxException {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage());
    }
  }

  PolicySyntaxException refusal(String problem) {
    return new PolicySyntaxException(at, problem);
  }

  private String kind() {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "`" + node.asText() + "`";
      case NULL, MISSING -> "`null`";
    };
  }
}
