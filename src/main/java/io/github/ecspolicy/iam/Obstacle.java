package io.github.ecspolicy.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What stands between a call and its being allowed.
 *
 * @param policy whose type of policies it is
 * @param denies whether they deny the call; otherwise they do not allow it, though they would have
 *     to
 * @param certainty YES if it certainly stands in the way, UNKNOWN if only the live call can tell
 */
public record Obstacle(PolicyType policy, boolean denies, Match certainty) {

  public Obstacle {
    Objects.requireNonNull(policy, "policy");
    if (certainty == Match.NO) {
      throw new IllegalArgumentException("what is certainly not there is no obstacle");
    }
  }

  /** What policies of one type alone put in the way. */
  static List<Obstacle> of(PolicyType policy, Verdict verdict) {
    List<Obstacle> obstacles = new ArrayList<>(ofDeny(policy, verdict.denied()));
    obstacles.addAll(ofMissing(policy, verdict.allowed()));
    return obstacles;
  }

  static List<Obstacle> ofDeny(PolicyType policy, Match denied) {
    return denied == Match.NO ? List.of() : List.of(new Obstacle(policy, true, denied));
  }

  static List<Obstacle> ofMissing(PolicyType policy, Match allowed) {
    return allowed == Match.YES ? List.of() : List.of(new Obstacle(policy, false, allowed.not()));
  }
}
