package io.github.ecspolicy.iam;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.iam.StatementReader.Language;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policies from JSON; each refusal says its place.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
final class PolicyReader {

  private static final String OLD_VERSION = "2008-10-17";
  private static final String ID = "Id";
  private static final Set<String> ELEMENTS = Set.of("Version", ID, "Statement");

  private PolicyReader() {}

  static PolicyDocument readDocument(JsonNode json) throws PolicySyntaxException {
    JsonElement root = new JsonElement(json, JsonPointer.empty());
    refuseUnknown(root);
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
    if (root.has(ID)) {
      throw root.child(ID).refusal("`Id` has no place in an identity policy");
    }
    StatementReader reader = new StatementReader(language(root));
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (JsonElement element : root.required("Statement").elements()) {
      Statement statement = reader.ofIdentityPolicy(element);
      checkSid(element, statement, sids);
      statements.add(statement);
    }
    return new PolicyDocument(statements);
  }

  static ResourcePolicy readResourcePolicy(JsonNode json) throws PolicySyntaxException {
    JsonElement root = new JsonElement(json, JsonPointer.empty());
    refuseUnknown(root);
    StatementReader reader = new StatementReader(language(root));
    List<ResourceStatement> statements = new ArrayList<>();
    for (JsonElement element : root.required("Statement").elements()) {
      statements.add(reader.ofResourcePolicy(element));
    }
    return new ResourcePolicy(id(root), statements);
  }

  static ResourcePolicy readTrustPolicy(JsonNode json) throws PolicySyntaxException {
    JsonElement root = new JsonElement(json, JsonPointer.empty());
    refuseUnknown(root);
    StatementReader reader = new StatementReader(language(root));
    List<ResourceStatement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (JsonElement element : root.required("Statement").elements()) {
      ResourceStatement statement = reader.ofTrustPolicy(element);
      checkSid(element, statement.statement(), sids);
      statements.add(statement);
    }
    return new ResourcePolicy(id(root), statements);
  }

  private static Optional<String> id(JsonElement root) throws PolicySyntaxException {
    return root.has(ID) ? Optional.of(root.child(ID).text()) : Optional.empty();
  }

  /**
   * Without a version it is the older language, which knows no variables.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html">IAM
   *     JSON policy elements: Version</a>
   */
  private static Language language(JsonElement root) throws PolicySyntaxException {
    if (!root.has("Version")) {
      return Language.WITHOUT_VARIABLES;
    }
    JsonElement element = root.child("Version");
    String version = element.text();
    if (version.equals(OLD_VERSION)) {
      return Language.WITHOUT_VARIABLES;
    }
    if (!version.equals(PolicyDocument.VERSION)) {
      throw element.refusal(
          "unknown version `" + version + "`, expected `" + PolicyDocument.VERSION + "`");
    }
    return Language.WITH_VARIABLES;
  }

  private static void refuseUnknown(JsonElement root) throws PolicySyntaxException {
    for (String name : root.names()) {
      if (!ELEMENTS.contains(name)) {
        throw root.child(name).refusal("unknown element `" + name + "`");
      }
    }
  }

  // IAM's own policies name each statement once; other services ask for what they like
  private static void checkSid(JsonElement element, Statement statement, Set<String> seen)
      throws PolicySyntaxException {
    if (statement.sid().isPresent() && !seen.add(statement.sid().get())) {
      throw element.child("Sid").refusal("Sid `" + statement.sid().get() + "` is given twice");
    }
  }
}
