package io.github.ecspolicy.aws;

import java.util.Optional;

/**
 * Where a task runs, as far as it is known: names in a task definition are looked up there.
 *
 * @param region such as {@code eu-west-1}
 * @param account 12 digits
 */
public record TargetAccount(Optional<String> region, Optional<String> account) {
  private static final int DIGITS = 12;

  /** Nothing is known of it. */
  public static final TargetAccount UNKNOWN = new TargetAccount(Optional.empty(), Optional.empty());

  public TargetAccount {
    if (region.isPresent() && Partition.ofRegion(region.get()).isEmpty()) {
      throw new IllegalArgumentException("not a Region: " + region.get());
    }
    if (account.isPresent() && !isAccount(account.get())) {
      throw new IllegalArgumentException("not an account: " + account.get());
    }
  }

  /** Returns {@code true} if {@code text} is written as an account id is: 12 digits. */
  public static boolean isAccount(String text) {
    return text.length() == DIGITS && Alphabet.isOf(text, '0', '9');
  }

  /** Returns the partition of the Region. */
  public Optional<Partition> partition() {
    return region.flatMap(Partition::ofRegion);
  }

  /** Returns this place, with what it leaves open taken from {@code other}. */
  public TargetAccount orElse(TargetAccount other) {
    return new TargetAccount(region.or(other::region), account.or(other::account));
  }
}
