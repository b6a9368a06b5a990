package io.github.ecspolicy.synthesis;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.iam.Selection;
import io.github.ecspolicy.iam.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookup;

/**
 * A statement with placeholders. Values are bound in the leaves of the parsed JSON, so that no text
 * of an input can become JSON, and a bound value is not looked at again.
 */
final class PolicyTemplate {
  private static final String PRINCIPAL = "Principal";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  /**
   * IAM's own variables ({@code ${aws:PrincipalTag/team}}) and escapes ({@code ${*}}), which are
   * IAM's to replace.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">policy
   *     variables</a>
   */
  private static final Pattern IAM_VARIABLE = Pattern.compile("[*?$]|[A-Za-z0-9-]+:.*");

  private final TemplateKind kind;
  private final JsonNode statement;

  private PolicyTemplate(TemplateKind kind, JsonNode statement) {
    this.kind = kind;
    this.statement = statement;
  }

  /** A template that must not be used, and why. */
  static final class InvalidTemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidTemplateException(String message) {
      super(message);
    }
  }

  /** Returns the template that {@code statement} is, once it is sure that it is a valid one. */
  static PolicyTemplate of(TemplateKind kind, JsonNode statement) throws InvalidTemplateException {
    PolicyTemplate template = new PolicyTemplate(kind, statement);
    template.checkPlaceholders();
    template.checkSample();
    template.checkActions();
    template.checkResource();
    return template;
  }

  /** Returns the template that {@code statement} is, which a test has shown to be a valid one. */
  static PolicyTemplate known(TemplateKind kind, JsonNode statement) {
    return new PolicyTemplate(kind, statement);
  }

  /**
   * Checks that this template allows no more than {@code other}: it has all of its conditions, and
   * perhaps some of its own.
   */
  void checkAsNarrowAs(PolicyTemplate other) throws InvalidTemplateException {
    for (Map.Entry<String, JsonNode> operator : other.statement.path("Condition").properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        JsonNode own = statement.path("Condition").path(operator.getKey()).path(key.getKey());
        if (!own.equals(key.getValue())) {
          throw new InvalidTemplateException(
              "the condition `"
                  + operator.getKey()
                  + "` on `"
                  + key.getKey()
                  + "` of the built-in template is missing or another: the statement would allow"
                  + " more than is needed");
        }
      }
    }
  }

  TemplateKind kind() {
    return kind;
  }

  /** Returns the statement of a trust policy, in the layout of every other, with its principal. */
  JsonNode bindTrust(Bindings bindings) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : bind(bindings).toJsonNode().properties()) {
      boolean isResource = member.getKey().equals("Resource");
      if (!isResource) {
        result.set(member.getKey(), member.getValue());
      }
      if (member.getKey().equals("Effect")) {
        result.set(PRINCIPAL, statement.path(PRINCIPAL));
      }
    }
    return result;
  }

  /** Returns the statement with the values in place. */
  Statement bind(Bindings bindings) {
    try {
      return Statement.parse(withResource(bound(statement, bindings)), JsonPointer.empty());
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException("a checked template stays valid: " + kind.fileName(), e);
    }
  }

  private JsonNode bound(JsonNode node, Bindings bindings) {
    if (node.isTextual()) {
      return boundLeaf(node.textValue(), bindings);
    }
    if (node.isArray()) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : node) {
        JsonNode value = bound(item, bindings);
        if (value.isArray()) {
          result.addAll((ArrayNode) value);
        } else {
          result.add(value);
        }
      }
      return result;
    }
    if (node.isObject()) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> result.set(member.getKey(), bound(member.getValue(), bindings)));
      return result;
    }
    return node;
  }

  private static JsonNode boundLeaf(String leaf, Bindings bindings) {
    if (leaf.startsWith("${") && leaf.indexOf('}') == leaf.length() - 1) {
      String whole = leaf.substring(2, leaf.length() - 1);
      if (bindings.lists().containsKey(whole)) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        bindings.lists().get(whole).forEach(list::add);
        return list;
      }
    }
    if (!leaf.contains("${")) {
      return TextNode.valueOf(leaf);
    }
    StringLookup lookup =
        name ->
            IAM_VARIABLE.matcher(name).matches() ? "${" + name + "}" : bindings.scalars().get(name);
    StringSubstitutor substitutor = new StringSubstitutor(lookup);
    substitutor.setDisableSubstitutionInValues(true);
    substitutor.setEnableUndefinedVariableException(true);
    // `:-` and `$$` have no meaning of their own in a policy.
    substitutor.setValueDelimiterMatcher(null);
    substitutor.setEscapeChar('\0');
    return TextNode.valueOf(substitutor.replace(leaf));
  }

  private void checkPlaceholders() throws InvalidTemplateException {
    for (String leaf : leaves(statement)) {
      Matcher matcher = PLACEHOLDER.matcher(leaf);
      while (matcher.find()) {
        String name = matcher.group(1);
        if (!IAM_VARIABLE.matcher(name).matches() && !known().contains(name)) {
          throw new InvalidTemplateException(
              "unknown placeholder "
                  + quote("${" + name + "}")
                  + ", a template of this kind has "
                  + known().stream()
                      .map(each -> "`${" + each + "}`")
                      .collect(Collectors.joining(", ")));
        }
        if (kind.lists().contains(name) && !leaf.equals(matcher.group())) {
          throw new InvalidTemplateException(
              quote(matcher.group()) + " is a list and has to stand alone");
        }
      }
    }
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>(kind.scalars());
    known.addAll(kind.lists());
    return known;
  }

  private static List<String> leaves(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    return node.valueStream().flatMap(child -> leaves(child).stream()).toList();
  }

  /** Binds samples, since only a bound statement can be told to be valid. */
  private void checkSample() throws InvalidTemplateException {
    Map<String, String> scalars = new HashMap<>();
    kind.scalars().forEach(name -> scalars.put(name, "Sample"));
    Map<String, List<String>> lists = new HashMap<>();
    kind.lists().forEach(name -> lists.put(name, List.of("sample:Sample")));
    try {
      Bindings samples = new Bindings(scalars, lists);
      JsonNode sample = withResource(bound(statement, samples));
      Statement read = Statement.parse(sample, JsonPointer.empty());
      if (read.effect() != Effect.ALLOW) {
        throw new InvalidTemplateException("`Effect` has to be `Allow`");
      }
      checkListed("Action", read.action());
      checkListed("Resource", read.resource());
    } catch (PolicySyntaxException e) {
      throw new InvalidTemplateException("not a valid statement: " + e.getMessage());
    }
  }

  private static void checkListed(String element, Selection selection)
      throws InvalidTemplateException {
    if (selection.allBut()) {
      throw new InvalidTemplateException(
          "`Not%s` allows all but what it lists, a template says in `%s` what it allows"
              .formatted(element, element));
    }
  }

  /** A trust policy has a principal in the place of a resource; the rest is like any other. */
  private JsonNode withResource(JsonNode bound) {
    if (kind != TemplateKind.TRUST_POLICY || !bound.isObject()) {
      return bound;
    }
    ObjectNode copy = ((ObjectNode) bound).deepCopy();
    copy.remove(PRINCIPAL);
    return copy.has("Resource") ? copy : copy.put("Resource", "*");
  }

  private void checkActions() throws InvalidTemplateException {
    Set<String> written = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    written.addAll(leaves(statement.path("Action")));
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(kind.actions());
    boolean allRequired =
        kind.actions().stream()
            .filter(action -> !TemplateKind.isOptional(action))
            .allMatch(written::contains);
    if (!allRequired || !known.containsAll(written)) {
      throw new InvalidTemplateException(
          "`Action` has to be " + words(kind.actions()) + ", which is what ECS needs");
    }
  }

  private static String words(List<String> actions) {
    return actions.size() == 1
        ? "`" + actions.get(0) + "` alone"
        : "`" + String.join("`, `", actions) + "` and nothing else";
  }

  private void checkResource() throws InvalidTemplateException {
    if (kind == TemplateKind.TRUST_POLICY) {
      checkPrincipal();
      return;
    }
    List<String> written = leaves(statement.path("Resource"));
    if (written.size() != 1 || !written.get(0).equalsIgnoreCase(kind.resource())) {
      throw new InvalidTemplateException(
          "`Resource` has to be `" + kind.resource() + "` alone, which is what ECS needs");
    }
  }

  private void checkPrincipal() throws InvalidTemplateException {
    if (statement.has("Resource")) {
      throw new InvalidTemplateException("`Resource` stands in no trust policy: the role is meant");
    }
    JsonNode principal = statement.path(PRINCIPAL);
    if (principal.size() != 1
        || !leaves(principal.path("Service")).equals(List.of(TrustPolicy.SERVICE))) {
      throw new InvalidTemplateException(
          "`Principal` has to be the service `" + TrustPolicy.SERVICE + "` alone");
    }
  }
}
