package io.github.ecspolicy.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is true of every explanation. */
final class ExplanationLaws {

  private ExplanationLaws() {}

  static void check(Explanation explanation) {
    explanation.statements().forEach(ExplanationLaws::aStatementIsAsItsElementsAre);
    Set<Obstacle> certain = with(Match.YES, explanation);
    Set<Obstacle> possible = with(Match.UNKNOWN, explanation);
    switch (explanation.decision()) {
      case ALLOWED -> {
        assertEquals(List.of(), explanation.obstacles());
        assertFalse(explanation.applying(Effect.ALLOW).isEmpty(), "no statement allows");
      }
      case CONDITIONAL -> {
        assertEquals(Set.of(), certain);
        assertFalse(possible.isEmpty(), "nothing makes the answer conditional");
      }
      case IMPLICITLY_DENIED -> {
        assertTrue(certain.stream().noneMatch(Obstacle::denies), certain::toString);
        assertFalse(certain.isEmpty(), "nothing is in the way");
      }
      case EXPLICITLY_DENIED -> {
        assertTrue(certain.stream().anyMatch(Obstacle::denies), certain::toString);
        assertTrue(
            explanation.applying(Effect.DENY).stream().anyMatch(each -> each.match() == Match.YES),
            "no statement denies");
      }
    }
  }

  private static Set<Obstacle> with(Match certainty, Explanation explanation) {
    return explanation.obstacles().stream()
        .filter(each -> each.certainty() == certainty)
        .collect(Collectors.toSet());
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
