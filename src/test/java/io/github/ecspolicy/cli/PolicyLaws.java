package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.iam.Condition;
import io.github.ecspolicy.iam.Decision;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.PolicyEvaluator;
import io.github.ecspolicy.iam.PolicySyntaxException;
import io.github.ecspolicy.iam.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is true of every policy, seen from the calls it is for. */
final class PolicyLaws {
  private static final Pattern PREFIX_PIECE = Pattern.compile("[$][{]([*?$])}|[?]|[^$?]+");

  private static final String ANY_SUFFIX = "-??????";

  /** What AWS has no narrower resource for. */
  private static final Set<String> WHOLE =
      Set.of("fsx:DescribeFileSystems", "ecr:GetAuthorizationToken");

  /** Where jobs of AWS Batch log that say nothing of it. */
  private static final String BATCH_GROUP = "/aws/batch/job";

  private static final Pattern OF_A_JOB = Pattern.compile("([Cc]ontainer|[Ee]cs)_?[Pp]roperties");
  private static final String SIDECAR = "aws-guardduty-agent-fargate";

  /** The last character that a policy can hold. */
  private static final int HIGHEST = 0xff;

  private final PolicyDocument policy;
  private final Access.Expected expected;

  PolicyLaws(PolicyDocument policy, Access.Expected expected) {
    this.policy = policy;
    this.expected = expected;
  }

  void everyAccessIsAllowed() {
    PolicyEvaluator evaluator = new PolicyEvaluator(policy);
    for (Access access : expected.accesses()) {
      assertEquals(Decision.ALLOWED, evaluator.decide(access.request()), access::toString);
    }
  }

  void everyNeighbourIsDenied() {
    PolicyEvaluator evaluator = new PolicyEvaluator(policy);
    for (Access neighbour : expected.denied()) {
      assertEquals(
          Decision.IMPLICITLY_DENIED, evaluator.decide(neighbour.request()), neighbour::toString);
    }
  }

  /** Without any one action on any one resource, something that is needed is denied. */
  void nothingCanBeTakenAway() {
    List<Statement> pairs = pairs();
    for (int i = 0; i < pairs.size(); i++) {
      List<Statement> others = new ArrayList<>(pairs);
      Statement pair = others.remove(i);
      PolicyEvaluator evaluator = new PolicyEvaluator(new PolicyDocument(others));
      boolean needed =
          expected.accesses().stream()
              .map(Access::request)
              .anyMatch(request -> evaluator.decide(request) != Decision.ALLOWED);
      assertTrue(
          needed || !isCall(pair), () -> "nothing needs " + pair.actions() + pair.resources());
    }
  }

  /** The policy as statements of one action on one resource each. */
  private List<Statement> pairs() {
    List<Statement> pairs = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      for (String action : statement.actions()) {
        for (String resource : statement.resources()) {
          pairs.add(
              new Statement(
                  Optional.empty(),
                  statement.effect(),
                  List.of(action),
                  List.of(resource),
                  statement.conditions()));
        }
      }
    }
    return pairs;
  }

  /**
   * An action on a resource of another service is no call at all. AWS's own examples have such
   * pairs, since they put everything into one statement.
   */
  private static boolean isCall(Statement pair) {
    String resource = pair.resources().get(0);
    String service = pair.actions().get(0).split(":")[0];
    return resource.equals("*") || resource.split(":")[2].equals(service);
  }

  /** Without any one condition, a call is allowed that must not be. */
  void everyConditionHoldsSomethingOff() {
    for (Statement statement : policy.statements()) {
      for (Condition condition : statement.conditions()) {
        PolicyEvaluator evaluator =
            new PolicyEvaluator(with(statement, condition, Optional.empty()));
        assertTrue(
            expected.denied().stream()
                .map(Access::request)
                .anyMatch(request -> evaluator.decide(request) == Decision.ALLOWED),
            () -> "no denied call shows what " + condition + " is for");
      }
    }
  }

  /** Without any one value of a condition, something that is needed is denied. */
  void noValueOfAConditionCanBeTakenAway() {
    for (Statement statement : policy.statements()) {
      for (Condition condition : statement.conditions()) {
        for (String value : condition.values()) {
          List<String> others = new ArrayList<>(condition.values());
          others.remove(value);
          if (!others.isEmpty()) {
            Condition narrower = new Condition(condition.operator(), condition.key(), others);
            PolicyEvaluator evaluator =
                new PolicyEvaluator(with(statement, condition, Optional.of(narrower)));
            assertTrue(
                expected.accesses().stream()
                    .map(Access::request)
                    .anyMatch(request -> evaluator.decide(request) != Decision.ALLOWED),
                () -> "nothing needs " + value + " in " + condition);
          }
        }
      }
    }
  }

  private PolicyDocument with(
      Statement statement, Condition condition, Optional<Condition> replacement) {
    List<Condition> others = new ArrayList<>(statement.conditions());
    others.remove(condition);
    replacement.ifPresent(others::add);
    List<Statement> statements = new ArrayList<>(policy.statements());
    statements.set(
        statements.indexOf(statement),
        new Statement(
            statement.sid(),
            statement.effect(),
            statement.actions(),
            statement.resources(),
            others));
    return new PolicyDocument(statements);
  }

  void whatIsWrittenIsReadBackEqual() throws PolicySyntaxException {
    PolicyDocument read = PolicyDocument.parse(policy.toJson());
    assertEquals(policy, read);
    assertEquals(policy.toJson(), read.toJson());
  }

  /** Wildcards stand only where AWS has no narrower way, and every name is one that was given. */
  void nothingIsWiderThanTheInput(String given) {
    for (Statement statement : policy.statements()) {
      for (String resource : statement.resources()) {
        switch (resource.equals("*") ? "" : resource.split(":")[2]) {
          case "" -> assertTrue(WHOLE.containsAll(statement.actions()), statement::toString);
          case "s3" -> isTheObjectAsked(resource);
          case "logs" -> isOneGroupOrPrefix(resource, given);
          default -> hasNoWildcardOfItsOwn(statement, resource, given);
        }
      }
    }
  }

  private static void hasNoWildcardOfItsOwn(Statement statement, String resource, String given) {
    if (resource.endsWith(":key/*")) {
      assertTrue(
          statement.conditions().stream()
              .anyMatch(condition -> condition.key().equals("kms:ResourceAliases")),
          () -> resource + " without kms:ResourceAliases");
      return;
    }
    String literal =
        resource.endsWith(ANY_SUFFIX)
            ? resource.substring(0, resource.length() - ANY_SUFFIX.length())
            : resource;
    assertFalse(literal.matches(".*[*?$].*"), () -> "a wildcard in " + resource);
    String name = literal.substring(literal.replace('/', ':').lastIndexOf(':') + 1);
    boolean isSidecar = given.contains("--guardduty") && name.equals(SIDECAR);
    assertTrue(isSidecar || given.contains(name), () -> "nobody asked for " + resource);
  }

  /** The streams of one group, all of them or those below a prefix. */
  private static void isOneGroupOrPrefix(String resource, String given) {
    assertTrue(resource.matches(".*:log-group:[^:*?]+:(log-stream:[^:*]+/)?[*]"), resource);
    String[] parts = resource.split(":", 9);
    boolean isOfBatch = parts[6].equals(BATCH_GROUP) && OF_A_JOB.matcher(given).find();
    assertTrue(
        isOfBatch || given.contains('"' + parts[6] + '"'), () -> "nobody asked for " + resource);
    if (parts.length == 9) {
      String prefix = parts[8].substring(0, parts[8].length() - "/*".length());
      boolean isOfExpressMode = prefix.equals("ecs") && given.contains("primaryContainer");
      assertTrue(isOfExpressMode || isGiven(prefix, given), () -> "nobody asked for " + resource);
    }
  }

  /** What is escaped stands for itself, a question mark for what no policy can hold. */
  private static boolean isGiven(String prefix, String given) {
    String regex =
        PREFIX_PIECE
            .matcher(prefix)
            .replaceAll(
                piece ->
                    Matcher.quoteReplacement(
                        piece.group().equals("?")
                            ? "[^\\x00-\\xff]"
                            : Pattern.quote(
                                piece.group(1) == null ? piece.group() : piece.group(1))));
    return Pattern.compile(regex).matcher(given).find();
  }

  /** An object key may hold wildcards and dollars of its own, which are escaped. */
  private void isTheObjectAsked(String resource) {
    assertTrue(
        expected.accesses().stream().anyMatch(access -> isSpelled(resource, access.resource())),
        () -> "nobody asked for " + resource);
  }

  private static boolean isSpelled(String pattern, String resource) {
    StringBuilder spelling = new StringBuilder();
    resource
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*', '?', '$' -> spelling.append("${").append((char) c).append('}');
                default -> spelling.appendCodePoint(c > HIGHEST ? '?' : c);
              }
            });
    return pattern.contentEquals(spelling);
  }
}
