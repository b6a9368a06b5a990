package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecspolicy.iam.ConditionOperator.Quantifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks {@code iam-cases/<topic>/*.json}; a new rule of IAM is a new case there. */
class PolicyEvaluatorTest {

  @TestFactory
  Stream<DynamicContainer> decidesAsAwsDocuments() throws IOException {
    return IamCase.topics().stream().map(PolicyEvaluatorTest::topic);
  }

  private static DynamicContainer topic(Path folder) {
    try {
      return dynamicContainer(
          folder.getFileName().toString(),
          IamCase.list(folder).stream().map(PolicyEvaluatorTest::file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DynamicContainer file(Path file) {
    try {
      Stream<DynamicTest> tests =
          IamCase.read(file).stream().map(each -> dynamicTest(each.name(), () -> check(each)));
      return dynamicContainer(file.getFileName().toString(), file.toUri(), tests);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static void check(IamCase each) throws PolicySyntaxException {
    IamCase.Answer answer = each.answer();
    assertEquals(each.expected(), answer.decide());
    Explanation explanation = answer.explain();
    ExplanationLaws.check(explanation);
    assertEquals(each.expected(), explanation.decision());
    if (each.explanation() != null) {
      assertEquals(
          each.explanation().toPrettyString(), WrittenExplanation.of(explanation).toPrettyString());
    }
  }

  @Test
  void everyCaseHasANameOfItsOwnAndASourceAtAws() throws IOException {
    Set<String> names = new HashSet<>();
    for (IamCase each : IamCase.all()) {
      assertTrue(names.add(each.name()), () -> "two cases are named: " + each.name());
      assertEquals("docs.aws.amazon.com", each.source().getHost(), each.name());
    }
  }

  @Test
  void everyVariationOfEveryOperatorHasACase() throws IOException {
    Set<String> missing = new TreeSet<>(variations());
    for (IamCase each : IamCase.all()) {
      for (JsonNode document : each.documents()) {
        document
            .findValues("Condition")
            .forEach(condition -> condition.fieldNames().forEachRemaining(missing::remove));
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** Each comparison with and without {@code IfExists}, alone and with each set operator. */
  static Set<String> variations() {
    Set<String> variations = new TreeSet<>();
    for (Comparison comparison : Comparison.values()) {
      if (comparison == Comparison.NULL) {
        variations.add(ConditionOperator.of(comparison).toString());
      } else {
        for (Quantifier quantifier : Quantifier.values()) {
          variations.add(new ConditionOperator(quantifier, comparison, false).toString());
          variations.add(new ConditionOperator(quantifier, comparison, true).toString());
        }
      }
    }
    return variations;
  }

  @Test
  void policiesOfOneRoleCountTogether() {
    PolicyDocument allow = document(Effect.ALLOW, List.of("*"));
    PolicyDocument deny = document(Effect.DENY, List.of("arn:aws:s3:::b/secret"));
    PolicyEvaluator evaluator = new PolicyEvaluator(allow, deny);
    assertEquals(
        Decision.EXPLICITLY_DENIED,
        evaluator.decide(new AccessRequest("s3:GetObject", "arn:aws:s3:::b/secret")));
    assertEquals(
        Decision.ALLOWED,
        evaluator.decide(new AccessRequest("s3:GetObject", "arn:aws:s3:::b/open")));
    assertEquals(
        Decision.IMPLICITLY_DENIED,
        new PolicyEvaluator().decide(new AccessRequest("s3:GetObject", "arn:aws:s3:::b/open")));
  }

  @Test
  void thousandsOfResourcesAreLookedUp() {
    List<String> resources =
        IntStream.range(0, 20_000).mapToObj(i -> "arn:aws:s3:::b/" + i).toList();
    PolicyEvaluator evaluator = new PolicyEvaluator(document(Effect.ALLOW, resources));
    // walking the list takes 400 million comparisons, looking up takes milliseconds
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (String resource : resources) {
            AccessRequest request = new AccessRequest("s3:GetObject", resource);
            assertEquals(Decision.ALLOWED, evaluator.decide(request));
          }
        });
  }

  @Test
  void thousandsOfPatternsAreLookedUpByTheirBeginning() {
    String secrets = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
    List<String> patterns =
        IntStream.range(0, 20_000).mapToObj(i -> secrets + i + "-??????").toList();
    PolicyEvaluator evaluator = new PolicyEvaluator(document(Effect.ALLOW, patterns));
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (String pattern : patterns) {
            String secret = pattern.replace("??????", "AbCdEf");
            assertEquals(
                Decision.ALLOWED, evaluator.decide(new AccessRequest("s3:GetObject", secret)));
          }
        });
  }

  @Test
  void whatIsLeftOutIsLookedUpToo() {
    List<String> resources =
        IntStream.range(0, 20_000).mapToObj(i -> "arn:aws:s3:::b/" + i).toList();
    Statement statement =
        new Statement(
            Optional.empty(),
            Effect.ALLOW,
            Selection.of("s3:*"),
            Selection.allBut(resources),
            List.of());
    PolicyEvaluator evaluator = new PolicyEvaluator(new PolicyDocument(List.of(statement)));
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (String resource : resources) {
            AccessRequest request = new AccessRequest("s3:GetObject", resource);
            assertEquals(Decision.IMPLICITLY_DENIED, evaluator.decide(request));
          }
        });
  }

  @Test
  void theNearestOfThousandsIsFoundAtOnce() {
    List<String> resources =
        IntStream.range(0, 20_000).mapToObj(i -> "arn:aws:s3:::b/" + "a*".repeat(9) + i).toList();
    PolicyEvaluator evaluator = new PolicyEvaluator(document(Effect.ALLOW, resources));
    AccessRequest request = new AccessRequest("s3:GetObject", "arn:aws:s3:::b/" + "a".repeat(90));
    Explanation explanation =
        assertTimeout(Duration.ofSeconds(5), () -> evaluator.explain(request));
    assertEquals(Decision.IMPLICITLY_DENIED, explanation.decision());
  }

  @Test
  void aPatternFullOfStarsIsDecidedAtOnce() {
    String pattern = "arn:aws:s3:*:*:" + "a*".repeat(300) + "b";
    PolicyEvaluator evaluator = new PolicyEvaluator(document(Effect.ALLOW, List.of(pattern)));
    AccessRequest request = new AccessRequest("s3:GetObject", "arn:aws:s3:::" + "a".repeat(2_000));
    assertEquals(
        Decision.IMPLICITLY_DENIED,
        assertTimeout(Duration.ofSeconds(5), () -> evaluator.decide(request)));
  }

  @Test
  void aRequestIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> new AccessRequest("s3:Get*", "*"));
    assertThrows(IllegalArgumentException.class, () -> new AccessRequest("*", "*"));
    assertThrows(IllegalArgumentException.class, () -> new AccessRequest("s3", "*"));
    assertThrows(IllegalArgumentException.class, () -> new AccessRequest("s3:GetObject", ""));
    Map<String, List<String>> twice = Map.of("aws:a", List.of(), "AWS:A", List.of());
    assertThrows(
        IllegalArgumentException.class, () -> new AccessRequest("s3:GetObject", "*", twice));
  }

  private static PolicyDocument document(Effect effect, List<String> resources) {
    return new PolicyDocument(
        List.of(
            new Statement(
                Optional.empty(), effect, List.of("s3:GetObject"), resources, List.of())));
  }
}
