package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads policies from JSON; each refusal says its place.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
final class PolicyReader {

  private static final String OLD_VERSION = "2008-10-17";

  private static final Set<String> DOCUMENT_ELEMENTS = Set.of("Version", "Statement");

  private static final Set<String> STATEMENT_ELEMENTS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  private static final Set<String> UNSUPPORTED_ELEMENTS = Set.of("NotAction", "NotResource");

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
  private static final Set<String> RESOURCE_POLICY_ELEMENTS =
      Set.of("Id", "Principal", "NotPrincipal");

  private PolicyReader() {}

  static PolicyDocument readDocument(String json) throws PolicySyntaxException {
    JsonPointer at = JsonPointer.empty();
    JsonNode root = PolicyJson.read(json);
    requireObject(root, at);
    refuseOthers(root, at, DOCUMENT_ELEMENTS);
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (Element element :
        elements(required(root, at, "Statement"), at.appendProperty("Statement"))) {
      Statement statement = readStatement(element.node(), element.at());
      if (!statement.sid().map(sids::add).orElse(true)) {
        throw new PolicySyntaxException(
            element.at().appendProperty("Sid"),
            "Sid `" + statement.sid().orElseThrow() + "` is given twice");
      }
      statements.add(statement);
    }
    checkVersion(root, statements);
    return new PolicyDocument(statements);
  }

  static Statement readStatement(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    requireObject(node, at);
    refuseOthers(node, at, STATEMENT_ELEMENTS);
    Optional<String> sid = readSid(node, at);
    Effect effect = readEffect(required(node, at, "Effect"), at.appendProperty("Effect"));
    List<String> actions = readTexts(node, at, "Action", Statement::checkAction);
    List<String> resources = readTexts(node, at, "Resource", Statement::checkResource);
    return new Statement(sid, effect, actions, resources, readConditions(node, at));
  }

  /**
   * Without the newer version {@code ${...}} is plain text, which nothing here says again; only
   * policies that mean the same under both are read.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html">IAM
   *     JSON policy elements: Version</a>
   */
  private static void checkVersion(JsonNode root, List<Statement> statements)
      throws PolicySyntaxException {
    JsonPointer at = JsonPointer.empty().appendProperty("Version");
    String version = root.has("Version") ? text(root.get("Version"), at) : OLD_VERSION;
    if (version.equals(PolicyDocument.VERSION)) {
      return;
    }
    if (!version.equals(OLD_VERSION)) {
      throw new PolicySyntaxException(
          at, "unknown version `" + version + "`, expected `" + PolicyDocument.VERSION + "`");
    }
    if (statements.stream().anyMatch(Statement::hasVariables)) {
      throw new PolicySyntaxException(
          at, "`${` is a policy variable only with version `" + PolicyDocument.VERSION + "`");
    }
  }

  private static Optional<String> readSid(JsonNode statement, JsonPointer at)
      throws PolicySyntaxException {
    if (!statement.has("Sid")) {
      return Optional.empty();
    }
    JsonPointer place = at.appendProperty("Sid");
    String sid = text(statement.get("Sid"), place);
    // IAM takes an empty Sid for none
    if (sid.isEmpty()) {
      return Optional.empty();
    }
    check(place, () -> Statement.checkSid(sid));
    return Optional.of(sid);
  }

  private static Effect readEffect(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    String effect = text(node, at);
    return Effect.parse(effect)
        .orElseThrow(
            () -> new PolicySyntaxException(at, "`" + effect + "` is neither `Allow` nor `Deny`"));
  }

  private static List<String> readTexts(
      JsonNode statement, JsonPointer at, String name, Consumer<String> check)
      throws PolicySyntaxException {
    JsonPointer place = at.appendProperty(name);
    List<String> texts = new ArrayList<>();
    for (Element element : nonEmptyElements(required(statement, at, name), place)) {
      String text = text(element.node(), element.at());
      check(element.at(), () -> check.accept(text));
      texts.add(text);
    }
    return texts;
  }

  private static List<Condition> readConditions(JsonNode statement, JsonPointer at)
      throws PolicySyntaxException {
    List<Condition> conditions = new ArrayList<>();
    if (statement.has("Condition")) {
      JsonPointer place = at.appendProperty("Condition");
      JsonNode operators = statement.get("Condition");
      requireObject(operators, place);
      for (Map.Entry<String, JsonNode> entry : operators.properties()) {
        JsonPointer operatorPlace = place.appendProperty(entry.getKey());
        conditions.addAll(readKeys(readOperator(entry, operatorPlace), entry, operatorPlace));
      }
      check(place, () -> Statement.checkUnique(conditions));
    }
    return conditions;
  }

  private static ConditionOperator readOperator(Map.Entry<String, JsonNode> entry, JsonPointer at)
      throws PolicySyntaxException {
    return ConditionOperator.parse(entry.getKey())
        .orElseThrow(
            () ->
                new PolicySyntaxException(
                    at, "unknown condition operator `" + entry.getKey() + "`"));
  }

  private static List<Condition> readKeys(
      ConditionOperator operator, Map.Entry<String, JsonNode> entry, JsonPointer at)
      throws PolicySyntaxException {
    requireObject(entry.getValue(), at);
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> key : entry.getValue().properties()) {
      JsonPointer place = at.appendProperty(key.getKey());
      check(place, () -> Condition.checkKey(key.getKey()));
      List<String> values = new ArrayList<>();
      for (Element element : nonEmptyElements(key.getValue(), place)) {
        values.add(scalar(element.node(), element.at()));
      }
      conditions.add(new Condition(operator, key.getKey(), values));
    }
    return conditions;
  }

  /** A node and its place. */
  private record Element(JsonNode node, JsonPointer at) {}

  // a list of one may be written without brackets
  private static List<Element> elements(JsonNode node, JsonPointer at) {
    if (!node.isArray()) {
      return List.of(new Element(node, at));
    }
    List<Element> elements = new ArrayList<>();
    for (JsonNode element : node) {
      elements.add(new Element(element, at.appendIndex(elements.size())));
    }
    return elements;
  }

  private static List<Element> nonEmptyElements(JsonNode node, JsonPointer at)
      throws PolicySyntaxException {
    List<Element> elements = elements(node, at);
    if (elements.isEmpty()) {
      throw new PolicySyntaxException(at, "an empty list");
    }
    return elements;
  }

  private static JsonNode required(JsonNode object, JsonPointer at, String name)
      throws PolicySyntaxException {
    if (!object.has(name)) {
      throw new PolicySyntaxException(at, "`" + name + "` is missing");
    }
    return object.get(name);
  }

  private static void requireObject(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    if (!node.isObject()) {
      throw new PolicySyntaxException(at, "expected an object, found " + kind(node));
    }
  }

  private static String text(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    if (!node.isTextual()) {
      throw new PolicySyntaxException(at, "expected a string, found " + kind(node));
    }
    return node.textValue();
  }

  // quotation marks are optional for numbers and Booleans
  private static String scalar(JsonNode node, JsonPointer at) throws PolicySyntaxException {
    return node.isNumber() || node.isBoolean() ? node.asText() : text(node, at);
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "`" + node.asText() + "`";
      case NULL, MISSING -> "`null`";
    };
  }

  private static void refuseOthers(JsonNode object, JsonPointer at, Set<String> known)
      throws PolicySyntaxException {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      JsonPointer place = at.appendProperty(name);
      if (UNSUPPORTED_ELEMENTS.contains(name)) {
        throw new PolicySyntaxException(place, "`" + name + "` is not supported yet");
      }
      if (RESOURCE_POLICY_ELEMENTS.contains(name)) {
        throw new PolicySyntaxException(
            place, "`" + name + "` is not supported: it has no place in an identity policy");
      }
      if (!known.contains(name)) {
        throw new PolicySyntaxException(place, "unknown element `" + name + "`");
      }
    }
  }

  private static void check(JsonPointer at, Runnable check) throws PolicySyntaxException {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new PolicySyntaxException(at, e.getMessage());
    }
  }
}
