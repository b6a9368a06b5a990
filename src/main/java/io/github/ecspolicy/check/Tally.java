package io.github.ecspolicy.check;

/**
 * How near what a role is allowed is to what its tasks need.
 *
 * @param needed how many calls its tasks need: one action on one resource each
 * @param allowed how many of those are allowed
 * @param granted of how many parts its policies are, as far as they can be judged: one action on
 *     one resource as written each
 * @param exact how many of those allow what is needed and nothing else
 */
public record Tally(int needed, int allowed, int granted, int exact) {
  private static final int WHOLE = 100;

  public Tally {
    if (allowed > needed || exact > granted) {
      throw new IllegalArgumentException("a part is no more than the whole");
    }
  }

  /**
   * Returns the share of what is needed that is allowed, times the share of what is granted that is
   * needed, in percent and rounded down: 100 is a policy as {@code generate} writes it, 0 one that
   * allows nothing that is needed, or nothing without allowing more. Nothing of nothing is all.
   */
  public int score() {
    long parts = (long) allowed * exact;
    long whole = (long) needed * granted;
    if (needed == 0 || granted == 0) {
      return needed == 0 && granted == 0 ? WHOLE : 0;
    }
    return (int) (parts * WHOLE / whole);
  }
}
