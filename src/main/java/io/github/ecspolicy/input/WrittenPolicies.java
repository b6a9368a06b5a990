package io.github.ecspolicy.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.authorization.WrittenPolicy;
import io.github.ecspolicy.authorization.WrittenPolicy.Kind;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes policies of nodes: of an object as it stands, or of a string with JSON in it, which IAM's
 * API encodes as in a URL.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html">
 *     PolicyDocument of GetRolePolicy</a>
 */
final class WrittenPolicies {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String URL_ENCODED = "%7B";

  private final FieldReader fields;

  WrittenPolicies(FieldReader fields) {
    this.fields = fields;
  }

  /** Returns the policy that {@code document} is; empty, and reported, if it is none. */
  Optional<WrittenPolicy> of(Kind kind, String name, Place<? extends Node> document) {
    SourceLocation at = fields.locate(document);
    if (document.node() instanceof Node.Mapping object) {
      Map<String, SourceLocation> places = new HashMap<>();
      JsonNode json = json(object, "", at, places);
      return Optional.of(new WrittenPolicy(kind, name, json, at, places));
    }
    if (document.node() instanceof Node.Text text) {
      Optional<JsonNode> json = parsed(text.text());
      if (json.isEmpty()) {
        fields.report(
            document,
            DiagnosticCode.POLICY_SHAPE,
            "the string holds no policy document",
            "a document is an object, or such an object as JSON in a string");
      }
      return json.map(policy -> new WrittenPolicy(kind, name, policy, at, Map.of()));
    }
    fields.report(
        document,
        DiagnosticCode.POLICY_SHAPE,
        "a policy document must be an object, found " + document.node().kind(),
        "a document has `Version` and `Statement`");
    return Optional.empty();
  }

  private static Optional<JsonNode> parsed(String text) {
    String json = text.strip();
    try {
      if (json.regionMatches(true, 0, URL_ENCODED, 0, URL_ENCODED.length())) {
        json = URLDecoder.decode(json, StandardCharsets.UTF_8);
      }
      return Optional.of(JSON.readTree(json)).filter(JsonNode::isObject);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(
      Node node, String pointer, SourceLocation at, Map<String, SourceLocation> places) {
    places.put(pointer, at);
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node instanceof Node.Mapping mapping) {
      ObjectNode object = make.objectNode();
      for (Node.Member member : mapping.members()) {
        String key = pointer + "/" + member.key().replace("~", "~0").replace("/", "~1");
        SourceLocation place = at(member.value(), at, at.pointer().member(member.key()));
        object.set(member.key(), json(member.value(), key, place, places));
      }
      return object;
    }
    if (node instanceof Node.Sequence list) {
      ArrayNode array = make.arrayNode();
      for (Node item : list.items()) {
        SourceLocation place = at(item, at, at.pointer().element(array.size()));
        array.add(json(item, pointer + "/" + array.size(), place, places));
      }
      return array;
    }
    if (node instanceof Node.Text text) {
      return make.textNode(text.text());
    }
    if (node instanceof Node.Number number) {
      return make.textNode(number.text());
    }
    if (node instanceof Node.Flag flag) {
      return make.textNode(Boolean.toString(flag.isTrue()));
    }
    return make.nullNode();
  }

  private static SourceLocation at(Node node, SourceLocation around, JsonPointer pointer) {
    return new SourceLocation(around.source(), node.line(), node.column(), pointer);
  }
}
