package io.github.ecspolicy.iam;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule on which the independent evaluator does not follow AWS's text, from {@code
 * iam-differential/disagreements.json}. Where it is about a form that generated policies have, what
 * AWS's text says of that form is written into the policy in words that are not disputed, and then
 * both evaluators have to agree: so nothing else is excused.
 *
 * @param rule what AWS says, in our words
 * @param text what AWS says, in its own
 * @param theirs what the independent evaluator does instead
 * @param form what the rule is about in generated policies, if they have it
 * @param cases the names of the cases on which the two disagree by this rule
 */
record Disagreement(
    @JsonProperty(required = true) String rule,
    @JsonProperty(required = true) String text,
    @JsonProperty(required = true) URI source,
    @JsonProperty(required = true) String theirs,
    Form form,
    @JsonProperty(required = true) List<String> cases) {

  /** Texts of policies that a rule is about. */
  record Form(
      @JsonProperty(required = true) Element element,
      Pattern operator,
      Pattern key,
      Pattern value,
      Had had,
      boolean variableWithoutValue) {

    /** Where they stand. */
    enum Element {
      CONDITION,
      NOT_RESOURCE,
      OLDER_VERSION
    }

    /** What the request has of a condition's key. */
    enum Had {
      ABSENT,
      EMPTY,
      ONE,
      SEVERAL
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** A condition that no generated call meets, and a resource that none is made on. */
  private static final String NEVER_KEY = "aws:UserAgent";

  private static final String NO_RESOURCE = "arn:aws:none:::none";

  static List<Disagreement> all() throws IOException {
    try (InputStream in =
        Disagreement.class.getResourceAsStream("/iam-differential/disagreements.json")) {
      return Arrays.asList(JSON.readValue(in, Disagreement[].class));
    }
  }

  /** The policy in words that are not disputed; the same if it has no such form. */
  JsonNode undisputed(JsonNode policy, AccessRequest request) {
    if (form == null) {
      return policy;
    }
    ObjectNode copy = policy.deepCopy();
    boolean older = !copy.path("Version").asText().equals(PolicyDocument.VERSION);
    if (form.element() == Form.Element.OLDER_VERSION) {
      return older ? inNewerVersion(copy) : policy;
    }
    for (JsonNode statement : older ? List.<JsonNode>of() : copy.path("Statement")) {
      switch (form.element()) {
        case NOT_RESOURCE -> leaveOut((ObjectNode) statement, request);
        case CONDITION -> decide((ObjectNode) statement, request);
        case OLDER_VERSION -> throw new IllegalStateException("is of the whole policy");
      }
    }
    return copy;
  }

  // "variables like ${aws:username} are treated as literal strings in the policy"
  private static JsonNode inNewerVersion(ObjectNode policy) {
    policy.put("Version", PolicyDocument.VERSION);
    for (JsonNode statement : policy.path("Statement")) {
      for (String name : List.of("Resource", "NotResource")) {
        if (statement.has(name)) {
          ArrayNode texts = JSON.createArrayNode();
          texts(statement.path(name)).forEach(each -> texts.add(each.replace("$", "${$}")));
          ((ObjectNode) statement).set(name, texts);
        }
      }
      for (JsonNode keys : statement.path("Condition")) {
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
          ArrayNode texts = JSON.createArrayNode();
          texts(key.getValue()).forEach(each -> texts.add(each.replace("$", "${$}")));
          key.setValue(texts);
        }
      }
    }
    return policy;
  }

  // "the resource that includes a policy variable with no value will not match any resource"
  private void leaveOut(ObjectNode statement, AccessRequest request) {
    if (statement.has("NotResource")) {
      ArrayNode kept = JSON.createArrayNode();
      texts(statement.path("NotResource")).stream()
          .map(each -> isWithoutValue(each, request) ? NO_RESOURCE : each)
          .forEach(kept::add);
      statement.set("NotResource", kept);
    }
  }

  private void decide(ObjectNode statement, AccessRequest request) {
    boolean never = false;
    for (Map.Entry<String, JsonNode> entry :
        List.copyOf(statement.path("Condition").properties())) {
      ConditionOperator operator = ConditionOperator.parse(entry.getKey()).orElseThrow();
      for (Map.Entry<String, JsonNode> key : List.copyOf(entry.getValue().properties())) {
        Condition condition = new Condition(operator, key.getKey(), texts(key.getValue()));
        if (isDisputed(condition, request)) {
          ((ObjectNode) entry.getValue()).remove(key.getKey());
          never |= condition.test(request) == Match.NO;
        }
      }
      if (entry.getValue().isEmpty()) {
        ((ObjectNode) statement.path("Condition")).remove(entry.getKey());
      }
    }
    if (never) {
      statement
          .withObjectProperty("Condition")
          .withObjectProperty("StringEquals")
          .put(NEVER_KEY, "never");
    }
  }

  private boolean isDisputed(Condition condition, AccessRequest request) {
    List<String> had = request.context().getOrDefault(condition.key(), List.of());
    return matches(form.operator(), List.of(condition.operator().toString()))
        && matches(form.key(), List.of(condition.key()))
        && matches(form.value(), condition.values())
        && (form.had() == null || form.had() == had(had))
        && (!form.variableWithoutValue()
            || condition.values().stream().anyMatch(each -> isWithoutValue(each, request)));
  }

  private static Form.Had had(List<String> values) {
    if (values.isEmpty()) {
      return Form.Had.ABSENT;
    }
    if (values.stream().allMatch(String::isEmpty)) {
      return Form.Had.EMPTY;
    }
    return values.size() == 1 ? Form.Had.ONE : Form.Had.SEVERAL;
  }

  private static boolean matches(Pattern pattern, List<String> texts) {
    return Optional.ofNullable(pattern)
        .map(each -> texts.stream().anyMatch(text -> each.matcher(text).matches()))
        .orElse(true);
  }

  private static boolean isWithoutValue(String text, AccessRequest request) {
    return Pattern.compile("\\$\\{([^,{}]*:[^,{}]*)}")
        .matcher(text)
        .results()
        .anyMatch(each -> request.context().getOrDefault(each.group(1), List.of()).size() != 1);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(each.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }
}
