package io.github.ecspolicy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.cli.PolicyCase.ExpectedPolicy;
import io.github.ecspolicy.iam.IndependentEvaluator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asks the {@link IndependentEvaluator} about every call of every {@link PolicyCase}. */
class IndependentEvaluatorTest {
  private static final String ALLOWED = "Allowed";

  /** ARNs without an account, which it takes for no parameters at all. */
  private static final String PUBLIC_PARAMETER = "::parameter/aws/service/";

  private static final JsonMapper JSON = new JsonMapper();

  /** A call, the policy it is made under, and what the evaluator has to answer. */
  private record Question(ExpectedPolicy policy, Access access, String answer) {
    @Override
    public String toString() {
      return policy + ": " + access;
    }
  }

  @Test
  void theIndependentEvaluatorAgreesOnEveryCallOfEveryCase() throws Exception {
    List<Question> questions = questions();
    assertFalse(questions.isEmpty());
    List<ObjectNode> requests = new ArrayList<>();
    for (Question question : questions) {
      requests.add(request(question));
    }
    List<String> wrong = new ArrayList<>();
    try (IndependentEvaluator evaluator = IndependentEvaluator.start()) {
      List<JsonNode> answers = evaluator.ask(requests);
      for (int i = 0; i < questions.size(); i++) {
        if (!isRight(questions.get(i), answers.get(i))) {
          wrong.add(questions.get(i) + ": " + answers.get(i));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean isRight(Question question, JsonNode answer) {
    if (question.access().resource().contains(PUBLIC_PARAMETER)) {
      return answer.path("error").asText().contains("no.resource.types");
    }
    return answer.path("result").asText().equals(question.answer()) && !answer.has("ignored");
  }

  private static List<Question> questions() throws IOException {
    List<Question> questions = new ArrayList<>();
    for (PolicyCase each : PolicyCase.all()) {
      for (ExpectedPolicy policy : each.policies().values()) {
        Access.Expected expected = policy.expected();
        for (Access access : expected.accesses()) {
          questions.add(new Question(policy, access, ALLOWED));
        }
        for (Access denied : expected.denied()) {
          questions.add(new Question(policy, denied, "ImplicitlyDenied"));
        }
      }
    }
    return questions;
  }

  private static ObjectNode request(Question question) throws IOException {
    Access access = question.access();
    ObjectNode request =
        IndependentEvaluator.request(
            principal(question.policy().expected()),
            access.action(),
            access.resource(),
            access.context());
    request.putArray("identityPolicies").add(JSON.readTree(question.policy().text()));
    return request;
  }

  /** The execution role, in the partition of what it reads. */
  private static String principal(Access.Expected expected) {
    String partition =
        expected.accesses().stream()
            .map(Access::resource)
            .filter(resource -> resource.startsWith("arn:"))
            .map(resource -> resource.split(":")[1])
            .findFirst()
            .orElse("aws");
    return "arn:" + partition + ":iam::111122223333:role/ecsTaskExecutionRole";
  }
}
