package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our evaluator and the {@link IndependentEvaluator} give the same answers, to all cases and to
 * thousands of generated calls; each exception is written down as a {@link Disagreement}. The
 * figures are left in {@code target/iam-differential.txt}.
 */
class DifferentialTest {

  private static final int PAIRS = 20_000;
  private static final long SEED = 20_240_229;
  private static final Path FIGURES = Path.of("target", "iam-differential.txt");

  /** What AWS does not say, or in two ways. */
  private static final Set<Mismatch.Cause> LEFT_OPEN =
      Set.of(Mismatch.Cause.SEVERAL_VALUES, Mismatch.Cause.KEY_ABSENT);

  private static IndependentEvaluator evaluator;
  private static List<Disagreement> disagreements;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    disagreements = Disagreement.all();
    evaluator = IndependentEvaluator.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (evaluator != null) {
      evaluator.close();
    }
  }

  /**
   * What is left open is not asked: the independent evaluator takes what is not said for absent.
   */
  @Test
  void bothAnswerEveryCaseAsAwsDocumentsIt() throws IOException {
    List<IamCase> cases =
        IamCase.all().stream().filter(each -> each.expected() != Decision.CONDITIONAL).toList();
    List<JsonNode> answers = evaluator.ask(cases.stream().map(DifferentialTest::request).toList());
    Set<String> differing = new TreeSet<>();
    for (int i = 0; i < cases.size(); i++) {
      if (!isSame(cases.get(i).expected(), answers.get(i))) {
        differing.add(cases.get(i).name());
      }
    }
    Set<String> writtenDown = new TreeSet<>();
    disagreements.forEach(each -> writtenDown.addAll(each.cases()));
    assertEquals(Set.of(), without(differing, writtenDown), "these differ");
    assertEquals(Set.of(), without(writtenDown, differing), "these do not differ any more");
    leaveFigures(
        "cases", List.of(cases.size() + " asked", differing.size() + " answered in another way"));
  }

  private static Set<String> without(Set<String> all, Set<String> those) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(those);
    return rest;
  }

  @Test
  void bothGiveTheSameAnswersToGeneratedCalls() throws IOException, PolicySyntaxException {
    RequestGrammar grammar = new RequestGrammar(SEED);
    List<IamCase> calls = new ArrayList<>();
    for (int number = 0; number < PAIRS; number++) {
      calls.add(grammar.next(number));
    }
    List<JsonNode> answers = evaluator.ask(calls.stream().map(DifferentialTest::request).toList());
    Map<Decision, Integer> decisions = new TreeMap<>();
    List<Dispute> disputes = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Decision ours = calls.get(i).answer().decide();
      decisions.merge(ours, 1, Integer::sum);
      if (ours == Decision.CONDITIONAL) {
        assertTrue(isLeftOpenByAws(calls.get(i).answer().explain()), calls.get(i)::toString);
      } else if (!isSame(ours, answers.get(i))) {
        disputes.add(new Dispute(calls.get(i), ours, answers.get(i)));
      }
    }
    for (Decision decision : List.of(Decision.ALLOWED, Decision.IMPLICITLY_DENIED)) {
      assertTrue(decisions.get(decision) > PAIRS / 5, decisions::toString);
    }
    assertTrue(decisions.get(Decision.EXPLICITLY_DENIED) > PAIRS / 10, decisions::toString);
    Map<String, Integer> byRule = settle(disputes);
    List<String> figures = new ArrayList<>(List.of(PAIRS + " pairs, seed " + SEED));
    decisions.forEach((decision, count) -> figures.add(count + " " + decision));
    figures.add(disputes.size() + " disputed, none of them open");
    byRule.forEach((rule, count) -> figures.add(count + " by: " + rule));
    leaveFigures("generated", figures);
  }

  /** A call that the two answer in different ways. */
  private record Dispute(IamCase call, Decision ours, JsonNode theirs) {

    /** The call, with what rules say in words that are not disputed. */
    ObjectNode undisputed(List<Disagreement> rules) {
      ObjectNode request = request(call);
      for (Disagreement rule : rules) {
        ArrayNode policies = request.withArray("identityPolicies");
        for (int i = 0; i < policies.size(); i++) {
          policies.set(i, rule.undisputed(policies.get(i), call.request()));
        }
        for (String name : List.of("boundary", "resourcePolicy")) {
          if (request.path(name).isObject()) {
            request.set(name, rule.undisputed(request.get(name), call.request()));
          }
        }
      }
      return request;
    }
  }

  /**
   * How often each rule decides. A dispute is settled if both agree once one rule is applied, or
   * else all of them.
   */
  private static Map<String, Integer> settle(List<Dispute> disputes) throws IOException {
    Map<String, Integer> byRule = new TreeMap<>();
    List<Dispute> open = new ArrayList<>(disputes);
    for (Disagreement rule : disagreements) {
      if (rule.form() != null) {
        List<Dispute> settled = settledBy(List.of(rule), open);
        assertTrue(!settled.isEmpty(), () -> "no generated call needs the rule: " + rule.rule());
        byRule.put(rule.rule(), settled.size());
        open.removeAll(settled);
      }
    }
    List<Dispute> settled = settledBy(disagreements, open);
    byRule.put("several of these together", settled.size());
    open.removeAll(settled);
    assertEquals(
        Optional.empty(),
        open.stream()
            .findFirst()
            .map(first -> first.ours() + ", not " + first.theirs() + ": " + request(first.call())),
        () -> open.size() + " disputes are open");
    return byRule;
  }

  private static List<Dispute> settledBy(List<Disagreement> rules, List<Dispute> disputes)
      throws IOException {
    List<JsonNode> answers =
        evaluator.ask(disputes.stream().map(each -> each.undisputed(rules)).toList());
    List<Dispute> settled = new ArrayList<>();
    for (int i = 0; i < disputes.size(); i++) {
      if (isSame(disputes.get(i).ours(), answers.get(i))) {
        settled.add(disputes.get(i));
      }
    }
    return settled;
  }

  /** Whether nothing but what AWS does not say makes an answer conditional. */
  private static boolean isLeftOpenByAws(Explanation explanation) {
    return explanation.statements().stream()
        .flatMap(statement -> statement.mismatches().stream())
        .filter(mismatch -> mismatch.match() == Match.UNKNOWN)
        .allMatch(
            mismatch ->
                mismatch instanceof Mismatch.OfPrincipal
                    || mismatch instanceof Mismatch.OfCondition condition
                        && LEFT_OPEN.contains(condition.cause()));
  }

  private static boolean isSame(Decision ours, JsonNode theirs) {
    String name = ours.name().replace("_", "").toLowerCase(Locale.ROOT);
    return theirs.path("result").asText().toLowerCase(Locale.ROOT).equals(name)
        && !theirs.has("ignored");
  }

  private static ObjectNode request(IamCase each) {
    ObjectNode request =
        IndependentEvaluator.request(
            each.caller(), each.action(), each.resource(), contextOf(each));
    ArrayNode policies = request.putArray("identityPolicies");
    if (each.policy() != null) {
      policies.add(each.policy());
    }
    if (each.trustPolicy() != null) {
      request.set("resourcePolicy", each.trustPolicy());
    }
    if (each.identityPolicies() != null) {
      each.identityPolicies().stream().filter(JsonNode::isObject).forEach(policies::add);
      request.put("account", each.owningAccount());
      if (each.boundary() != null && each.boundary().isObject()) {
        request.set("boundary", each.boundary());
      }
      if (each.resourcePolicy() != null) {
        boolean isThere = each.resourcePolicy().isObject();
        request.set("resourcePolicy", isThere ? each.resourcePolicy() : null);
      }
    }
    return request;
  }

  /** The context, with what follows from who calls and who is called, which it does not add. */
  private static Map<String, List<String>> contextOf(IamCase each) {
    Map<String, List<String>> context = new HashMap<>();
    if (each.trustPolicy() != null) {
      context.put("aws:PrincipalIsAWSService", List.of("true"));
      context.put("aws:PrincipalServiceName", List.of(each.principal()));
    }
    if (each.identityPolicies() != null) {
      String[] parts = each.caller().split("[:/]");
      String role = "arn:aws:iam::" + parts[4] + ":role/" + parts[6];
      boolean isSession = each.caller().contains(":assumed-role/");
      context.put("aws:PrincipalArn", List.of(isSession ? role : each.caller()));
      context.put("aws:PrincipalAccount", List.of(parts[4]));
      context.put("aws:PrincipalIsAWSService", List.of("false"));
      context.put("aws:ResourceAccount", List.of(each.owningAccount()));
      if (each.action().startsWith("kms:")) {
        context.put("kms:CallerAccount", List.of(parts[4]));
      }
      if (each.action().startsWith("s3:")) {
        context.put("s3:ResourceAccount", List.of(each.owningAccount()));
      }
    }
    context.putAll(each.context());
    // it looks up each key, which takes most of its time
    String asked = each.documents().toString().toLowerCase(Locale.ROOT);
    context.keySet().removeIf(key -> !asked.contains(key.toLowerCase(Locale.ROOT)));
    return context;
  }

  private static synchronized void leaveFigures(String what, List<String> figures)
      throws IOException {
    String lines = what + ": " + String.join("\n  ", figures) + "\n";
    Map<String, String> all = new TreeMap<>();
    if (Files.exists(FIGURES)) {
      for (String part : Files.readString(FIGURES).split("(?m)^(?=\\S)")) {
        all.put(part.split(":")[0], part);
      }
    }
    all.put(what, lines);
    Files.writeString(FIGURES, String.join("", all.values()));
  }
}
