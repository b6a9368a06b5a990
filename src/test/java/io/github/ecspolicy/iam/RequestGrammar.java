package io.github.ecspolicy.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes calls and policies that may bear on them, the same for the same seed. Its words are those
 * of {@code iam-differential/vocabulary.json}; all elements of policies are mixed, in the two
 * versions of the language.
 */
final class RequestGrammar {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String OWNER = "111122223333";
  private static final URI NO_SOURCE = URI.create("https://docs.aws.amazon.com/");

  /** Services whose resources have policies of their own that name a resource. */
  private static final List<String> WITH_RESOURCE_POLICIES =
      List.of("secretsmanager:", "kms:", "s3:");

  /** A condition key, the values it may have, and those that policies want. */
  private record Key(
      String key,
      String of,
      Comparisons comparisons,
      boolean list,
      boolean always,
      List<String> values,
      List<String> wanted) {

    boolean isOf(String action) {
      return of == null || action.startsWith(of);
    }
  }

  /** Which comparisons a key is made for. */
  private enum Comparisons {
    String,
    Numeric,
    Date,
    Bool,
    Binary,
    Ip,
    Arn;

    List<Comparison> all() {
      return Stream.of(Comparison.values()).filter(this::holds).toList();
    }

    private boolean holds(Comparison comparison) {
      boolean text = comparison.toString().startsWith("String");
      return comparison == Comparison.NULL
          || comparison.toString().startsWith(toString())
          || comparison.toString().startsWith("NotIp") && this == Ip
          || text && (this == Bool || this == Arn);
    }
  }

  private record Call(String action, List<String> resources) {}

  private record Vocabulary(
      List<String> roles,
      String foreignRole,
      List<Call> calls,
      List<String> actionPatterns,
      List<String> resourcePatterns,
      List<JsonNode> principals,
      List<JsonNode> notPrincipals,
      List<Key> keys) {}

  private final Vocabulary words;
  private final Random random;
  private String action;
  private String resource;

  RequestGrammar(long seed) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/iam-differential/vocabulary.json")) {
      this.words = JSON.readValue(in, Vocabulary.class);
    }
    this.random = new Random(seed);
  }

  /** The next call, with its policies. */
  IamCase next(int number) {
    return oneIn(15) ? trust(number) : ofRole(number);
  }

  private IamCase trust(int number) {
    action = "sts:AssumeRole";
    resource = words.roles().get(0);
    return new IamCase(
        "generated " + number,
        NO_SOURCE,
        null,
        null,
        resourcePolicy(true),
        "ecs-tasks.amazonaws.com",
        null,
        null,
        null,
        action,
        resource,
        context(),
        null,
        null);
  }

  private IamCase ofRole(int number) {
    Call call = any(words.calls());
    action = call.action();
    resource = any(call.resources());
    List<JsonNode> policies = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      policies.add(policy());
    }
    boolean hasPolicy = WITH_RESOURCE_POLICIES.stream().anyMatch(action::startsWith);
    boolean withPolicy = hasPolicy && !oneIn(3);
    String role = withPolicy && oneIn(5) ? words.foreignRole() : any(words.roles());
    return new IamCase(
        "generated " + number,
        NO_SOURCE,
        null,
        policies,
        null,
        role,
        oneIn(4) ? policy() : null,
        withPolicy ? resourcePolicy(false) : null,
        OWNER,
        action,
        resource,
        context(),
        null,
        null);
  }

  /** All keys that policies may ask for, each with values or known to be absent. */
  private Map<String, List<String>> context() {
    Map<String, List<String>> context = new TreeMap<>();
    for (Key key : words.keys()) {
      boolean present = key.isOf(action) && (key.always() || !oneIn(3));
      context.put(key.key(), present ? values(key) : List.of());
    }
    return context;
  }

  private List<String> values(Key key) {
    int count = key.list() ? random.nextInt(3) + 1 : 1;
    return Stream.generate(() -> any(key.values())).limit(count).distinct().toList();
  }

  private JsonNode policy() {
    ObjectNode policy = document();
    ArrayNode statements = policy.putArray("Statement");
    for (int i = 0; i <= random.nextInt(3); i++) {
      ObjectNode statement = statements.addObject();
      statement.put("Effect", oneIn(5) ? "Deny" : "Allow");
      putAction(statement);
      putResource(statement);
      putCondition(statement);
    }
    return policy;
  }

  private JsonNode resourcePolicy(boolean ofRole) {
    ObjectNode policy = document();
    ArrayNode statements = policy.putArray("Statement");
    for (int i = 0; i <= random.nextInt(3); i++) {
      ObjectNode statement = statements.addObject();
      boolean deny = oneIn(4);
      statement.put("Effect", deny ? "Deny" : "Allow");
      if (deny && !ofRole && oneIn(3)) {
        statement.set("NotPrincipal", any(words.notPrincipals()));
      } else {
        statement.set("Principal", any(words.principals()));
      }
      if (ofRole) {
        statement.put("Action", oneIn(3) ? "sts:*" : action);
      } else {
        putAction(statement);
        putResource(statement);
      }
      putCondition(statement);
    }
    return policy;
  }

  private ObjectNode document() {
    ObjectNode document = JSON.createObjectNode();
    int version = random.nextInt(10);
    if (version > 0) {
      document.put("Version", version < 3 ? "2008-10-17" : "2012-10-17");
    }
    return document;
  }

  private void putAction(ObjectNode statement) {
    boolean allBut = oneIn(6);
    String service = action.substring(0, action.indexOf(':') + 1);
    List<String> near =
        words.actionPatterns().stream()
            .filter(each -> each.equals("*") || each.startsWith(service))
            .toList();
    // most of what a statement leaves out has to be something else, or it never applies
    List<String> from = oneIn(6) != allBut ? words.actionPatterns() : near;
    put(statement, allBut ? "NotAction" : "Action", oneIn(4) && !allBut ? List.of(action) : from);
  }

  private void putResource(ObjectNode statement) {
    boolean allBut = oneIn(6);
    String service =
        resource.equals("*") ? "*" : String.join(":", List.of(resource.split(":")).subList(0, 3));
    List<String> near =
        Stream.concat(
                Stream.of(resource, "*"),
                words.resourcePatterns().stream().filter(each -> each.startsWith(service)))
            .toList();
    List<String> from = oneIn(6) != allBut ? words.resourcePatterns() : near;
    put(statement, allBut ? "NotResource" : "Resource", from);
  }

  private void put(ObjectNode statement, String element, List<String> from) {
    List<String> texts =
        Stream.generate(() -> any(from)).limit(oneIn(3) ? 2 : 1).distinct().toList();
    if (texts.size() == 1 && oneIn(2)) {
      statement.put(element, texts.get(0));
    } else {
      texts.forEach(statement.withArray(element)::add);
    }
  }

  private void putCondition(ObjectNode statement) {
    if (oneIn(2)) {
      return;
    }
    ObjectNode condition = statement.putObject("Condition");
    for (int i = 0; i <= random.nextInt(2); i++) {
      List<Key> keys = words.keys().stream().filter(key -> key.isOf(action)).toList();
      Key key = any(keys);
      ConditionOperator operator = operator(key);
      ObjectNode wanted = condition.withObjectProperty(operator.toString());
      List<String> from =
          operator.comparison() == Comparison.NULL ? List.of("true", "false") : key.wanted();
      List<String> values =
          Stream.generate(() -> any(from)).limit(random.nextInt(2) + 1).distinct().toList();
      if (values.size() == 1) {
        wanted.put(key.key(), values.get(0));
      } else {
        ArrayNode list = wanted.putArray(key.key());
        values.forEach(list::add);
      }
    }
  }

  private ConditionOperator operator(Key key) {
    Comparison comparison = any(key.comparisons().all());
    if (comparison == Comparison.NULL) {
      return ConditionOperator.of(comparison);
    }
    // without a set operator AWS does not say what several values mean
    boolean quantified = key.list() ? !oneIn(20) : oneIn(3);
    ConditionOperator.Quantifier quantifier =
        quantified
            ? any(
                List.of(
                    ConditionOperator.Quantifier.FOR_ANY_VALUE,
                    ConditionOperator.Quantifier.FOR_ALL_VALUES))
            : ConditionOperator.Quantifier.NONE;
    return new ConditionOperator(quantifier, comparison, oneIn(3));
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
