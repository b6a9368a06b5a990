package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is true of every answer, whichever it is. */
class GeneratedRequestsTest {

  private static final long SEED = 20_240_229;
  private static final int CALLS = 5_000;

  /** Known for every role, so that leaving it out says something else. */
  private static final String OF_THE_ROLE = "aws:PrincipalArn";

  private static final List<IamCase> ALL = new ArrayList<>();

  @BeforeAll
  static void generate() throws IOException {
    RequestGrammar grammar = new RequestGrammar(SEED);
    for (int number = 0; number < CALLS; number++) {
      ALL.add(grammar.next(number));
    }
  }

  @Test
  void anExplanationIsThatOfTheAnswer() throws PolicySyntaxException {
    for (IamCase each : ALL) {
      Explanation explanation = each.answer().explain();
      assertEquals(each.answer().decide(), explanation.decision(), each::toString);
      ExplanationLaws.check(explanation);
    }
  }

  @Test
  void whatIsDecidedStaysDecidedWhenMoreIsSaid() throws PolicySyntaxException {
    Random random = new Random(SEED);
    int open = 0;
    for (IamCase each : ALL) {
      Map<String, List<String>> less = new TreeMap<>(each.context());
      less.keySet()
          .removeIf(
              key ->
                  ConditionKeys.dependOnTheLiveCall(key)
                      && !key.equals(OF_THE_ROLE)
                      && random.nextInt(4) == 0);
      Decision knowingLess = each.withContext(less).answer().decide();
      if (knowingLess == Decision.CONDITIONAL) {
        open++;
      } else {
        Decision knowingAll = each.answer().decide();
        // a deny that may apply does not matter where nothing allows the call
        boolean isDenied =
            knowingLess == Decision.IMPLICITLY_DENIED && knowingAll == Decision.EXPLICITLY_DENIED;
        assertTrue(isDenied || knowingAll == knowingLess, () -> each + " with only " + less);
      }
    }
    assertTrue(open > CALLS / 50, "nearly nothing depended on what was left out: " + open);
  }

  @Test
  void everyPolicyIsReadBackAsItWasWritten() throws PolicySyntaxException {
    for (IamCase each : ALL) {
      if (each.identityPolicies() != null) {
        for (JsonNode json : each.identityPolicies()) {
          PolicyDocument policy = PolicyDocument.parse(json);
          assertEquals(policy, PolicyDocument.parse(policy.toJson()));
        }
      }
      if (each.trustPolicy() != null) {
        ResourcePolicy policy = ResourcePolicy.parseTrust(each.trustPolicy());
        assertEquals(policy, ResourcePolicy.parseTrust(policy.toJson()));
      }
    }
  }

  @Test
  void everyVariationOfEveryOperatorDecidesSomething() throws PolicySyntaxException {
    Set<String> missing = PolicyEvaluatorTest.variations();
    for (IamCase each : ALL) {
      each.answer().explain().statements().stream()
          .filter(GeneratedRequestsTest::dependsOnItsConditions)
          .flatMap(statement -> statement.statement().conditions().stream())
          .forEach(condition -> missing.remove(condition.operator().toString()));
    }
    assertEquals(Set.of(), missing);
  }

  private static boolean dependsOnItsConditions(StatementExplanation explanation) {
    return explanation.mismatches().stream().allMatch(Mismatch.OfCondition.class::isInstance);
  }
}
