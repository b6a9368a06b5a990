package io.github.ecspolicy.iam;

import io.github.ecspolicy.iam.Principal.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Reads statements of identity policies and of resource-based ones. What is plain text in the older
 * policy language is escaped, so that everything behind the reader knows the newer one only.
 */
record StatementReader(StatementReader.Language language) {

  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

  private static final Set<String> PRINCIPAL_ELEMENTS = Set.of("Principal", "NotPrincipal");

  private static final Set<String> RESOURCE_ELEMENTS = Set.of("Resource", "NotResource");

  /**
   * A version of the policy language.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html">IAM
   *     JSON policy elements: Version</a>
   */
  enum Language {
    WITH_VARIABLES(UnaryOperator.identity()),
    WITHOUT_VARIABLES(text -> text.replace("$", "${$}"));

    private final UnaryOperator<String> translation;

    Language(UnaryOperator<String> translation) {
      this.translation = translation;
    }

    private String translate(String text) {
      return translation.apply(text);
    }
  }

  Statement ofIdentityPolicy(JsonElement statement) throws PolicySyntaxException {
    for (String name : statement.names()) {
      if (PRINCIPAL_ELEMENTS.contains(name)) {
        throw statement.child(name).refusal("`" + name + "` has no place in an identity policy");
      }
      refuseUnknown(statement, name);
    }
    return new Statement(
        sid(statement, Statement::checkSidOfIam),
        effect(statement),
        action(statement),
        resource(statement),
        conditions(statement));
  }

  ResourceStatement ofResourcePolicy(JsonElement statement) throws PolicySyntaxException {
    boolean saysResource = RESOURCE_ELEMENTS.stream().anyMatch(statement::has);
    // Services other than IAM allow more characters, among them the spaces that AWS KMS writes:
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
    return withPrincipals(
        statement, sid -> {}, saysResource ? resource(statement) : Selection.EVERYTHING);
  }

  ResourceStatement ofTrustPolicy(JsonElement statement) throws PolicySyntaxException {
    for (String name : RESOURCE_ELEMENTS) {
      if (statement.has(name)) {
        throw statement
            .child(name)
            .refusal("`" + name + "` has no place in a trust policy: the role is meant");
      }
    }
    return withPrincipals(statement, Statement::checkSidOfIam, Selection.EVERYTHING);
  }

  private ResourceStatement withPrincipals(
      JsonElement statement, Consumer<String> sidCheck, Selection resource)
      throws PolicySyntaxException {
    for (String name : statement.names()) {
      if (!PRINCIPAL_ELEMENTS.contains(name)) {
        refuseUnknown(statement, name);
      }
    }
    return new ResourceStatement(
        principals(statement),
        new Statement(
            sid(statement, sidCheck),
            effect(statement),
            action(statement),
            resource,
            conditions(statement)));
  }

  private static void refuseUnknown(JsonElement statement, String name)
      throws PolicySyntaxException {
    if (!ELEMENTS.contains(name)) {
      throw statement.child(name).refusal("unknown element `" + name + "`");
    }
  }

  private static Optional<String> sid(JsonElement statement, Consumer<String> check)
      throws PolicySyntaxException {
    if (!statement.has("Sid")) {
      return Optional.empty();
    }
    JsonElement element = statement.child("Sid");
    String sid = element.text();
    // IAM takes an empty Sid for none
    if (sid.isBlank()) {
      return Optional.empty();
    }
    element.check(() -> check.accept(sid));
    return Optional.of(sid);
  }

  private static Effect effect(JsonElement statement) throws PolicySyntaxException {
    JsonElement element = statement.required("Effect");
    String effect = element.text();
    return Effect.parse(effect)
        .orElseThrow(() -> element.refusal("`" + effect + "` is neither `Allow` nor `Deny`"));
  }

  private static Selection action(JsonElement statement) throws PolicySyntaxException {
    return selection(statement, "Action", Statement::checkAction, UnaryOperator.identity());
  }

  private Selection resource(JsonElement statement) throws PolicySyntaxException {
    return selection(statement, "Resource", Statement::checkResource, language::translate);
  }

  private static Selection selection(
      JsonElement statement, String name, Consumer<String> check, UnaryOperator<String> translation)
      throws PolicySyntaxException {
    boolean allBut = isNegated(statement, name);
    JsonElement element = statement.required(allBut ? "Not" + name : name);
    List<String> patterns = new ArrayList<>();
    for (JsonElement each : element.nonEmptyElements()) {
      String text = each.text();
      each.check(() -> check.accept(text));
      patterns.add(translation.apply(text));
    }
    return new Selection(allBut, patterns);
  }

  private static boolean isNegated(JsonElement statement, String name)
      throws PolicySyntaxException {
    String negated = "Not" + name;
    if (statement.has(name) && statement.has(negated)) {
      throw statement
          .child(negated)
          .refusal("`" + negated + "` and `" + name + "` exclude each other");
    }
    return statement.has(negated);
  }

  private static Principals principals(JsonElement statement) throws PolicySyntaxException {
    boolean allBut = isNegated(statement, "Principal");
    JsonElement element = statement.required(allBut ? "NotPrincipal" : "Principal");
    if (element.node().isTextual()) {
      String text = element.text();
      if (!text.equals(Principal.ANYONE.id())) {
        throw element.refusal("`" + text + "` is neither `*` nor a type of principals with names");
      }
      return new Principals(allBut, List.of(Principal.ANYONE));
    }
    List<Principal> principals = new ArrayList<>();
    for (String name : element.names()) {
      JsonElement ids = element.child(name);
      Type type = Type.parse(name).orElseThrow(() -> ids.refusal("unknown type `" + name + "`"));
      for (JsonElement each : ids.nonEmptyElements()) {
        String id = each.text();
        each.check(() -> Principal.checkId(id));
        principals.add(new Principal(type, id));
      }
    }
    if (principals.isEmpty()) {
      throw element.refusal("names no principal");
    }
    return new Principals(allBut, principals);
  }

  private List<Condition> conditions(JsonElement statement) throws PolicySyntaxException {
    List<Condition> conditions = new ArrayList<>();
    if (statement.has("Condition")) {
      JsonElement element = statement.child("Condition");
      for (String name : element.names()) {
        JsonElement keys = element.child(name);
        ConditionOperator operator =
            ConditionOperator.parse(name)
                .orElseThrow(() -> keys.refusal("unknown condition operator `" + name + "`"));
        for (String key : keys.names()) {
          conditions.add(condition(operator, key, keys.child(key)));
        }
      }
      element.check(() -> Statement.checkUnique(conditions));
    }
    return conditions;
  }

  private Condition condition(ConditionOperator operator, String key, JsonElement element)
      throws PolicySyntaxException {
    element.check(() -> Condition.checkKey(key));
    List<String> values = new ArrayList<>();
    for (JsonElement each : element.nonEmptyElements()) {
      String value = each.scalar();
      // where variables mean nothing, an escape would mean nothing either
      boolean isText = operator.comparison().knowsVariables();
      values.add(isText ? language.translate(value) : value);
    }
    return new Condition(operator, key, values);
  }
}
