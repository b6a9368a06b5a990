package io.github.ecspolicy.iam;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An answer and its reasons.
 *
 * @param obstacles all that would have to change for the call to be allowed; none if it is
 * @param statements how each statement of each policy bears on the call
 */
public record Explanation(
    Decision decision, List<Obstacle> obstacles, List<StatementExplanation> statements) {

  public Explanation {
    Objects.requireNonNull(decision, "decision");
    obstacles = List.copyOf(obstacles);
    statements = List.copyOf(statements);
  }

  /** The statements of this effect that apply to the call, or may. */
  public List<StatementExplanation> applying(Effect effect) {
    return statements.stream()
        .filter(each -> each.statement().effect() == effect && each.match() != Match.NO)
        .toList();
  }

  /** The condition keys that the answer depends on; none if it does not depend on any. */
  public SortedSet<String> unknownKeys() {
    SortedSet<String> keys = new TreeSet<>();
    for (Obstacle obstacle : obstacles) {
      if (obstacle.certainty() == Match.UNKNOWN) {
        applying(obstacle.denies() ? Effect.DENY : Effect.ALLOW).stream()
            .filter(each -> bearsOn(obstacle, each.place().type()))
            .forEach(each -> keys.addAll(each.unknownKeys()));
      }
    }
    return Collections.unmodifiableSortedSet(keys);
  }

  // what no identity policy and no boundary allows, the resource may allow
  private static boolean bearsOn(Obstacle obstacle, PolicyType type) {
    return type == obstacle.policy() || (!obstacle.denies() && type == PolicyType.RESOURCE);
  }
}
