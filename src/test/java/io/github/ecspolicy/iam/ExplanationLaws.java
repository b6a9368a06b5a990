package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What is true of every explanation. */
final class ExplanationLaws {

  private ExplanationLaws() {}

  static void check(Explanation explanation) {
    explanation.statements().forEach(ExplanationLaws::aStatementIsAsItsElementsAre);
    Decision decision = explanation.decision();
    if (decision == Decision.EXPLICITLY_DENIED) {
      assertTrue(
          explanation.applying(Effect.DENY).stream().anyMatch(each -> each.match() == Match.YES),
          "no statement denies");
    }
    if (decision == Decision.ALLOWED) {
      assertEquals(List.of(), explanation.obstacles());
      assertFalse(explanation.applying(Effect.ALLOW).isEmpty(), "no statement allows");
    }
  }

  private static void aStatementIsAsItsElementsAre(StatementExplanation explanation) {
    List<Match> elements = explanation.mismatches().stream().map(Mismatch::match).toList();
    assertFalse(elements.contains(Match.YES), explanation::toString);
    Match match = elements.stream().reduce(Match.YES, Match::and);
    assertEquals(match, explanation.match(), explanation::toString);
    explanation
        .mismatches()
        .forEach(
            each ->
                assertTrue(
                    each.match() == Match.UNKNOWN || each.unknownKeys().isEmpty(),
                    explanation::toString));
  }
}
