package io.github.ecspolicy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What a subcommand takes and does. Both readers of command lines, {@link PlainCommandLine} and
 * {@link EcsPolicyCommand}, know it by this alone.
 */
abstract class Command implements Callable<Integer> {
  /** Returns what it is about, in the order in which the user gives it. */
  abstract List<Operand> operands();

  /** Returns the options it takes. */
  abstract List<Option<?>> options();

  /** Returns those of its options of which the user gives at most one. */
  List<Option<?>> exclusive() {
    return List.of();
  }

  /** Returns all options of some groups. */
  @SafeVarargs
  static List<Option<?>> all(List<Option<?>>... groups) {
    List<Option<?>> all = new ArrayList<>();
    for (List<Option<?>> group : groups) {
      all.addAll(group);
    }
    return all;
  }

  /**
   * Does it, as the options say.
   *
   * @return the exit status
   * @throws UsageException if what the user gave does not go together
   */
  @Override
  public abstract Integer call();

  /** A command line of which each word is right but not the whole. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
