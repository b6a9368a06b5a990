package io.github.ecspolicy.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The subcommands, in the order of the help. Each is built only when it is asked for. */
enum Subcommand {
  GENERATE(
      "Write the policy: JSON on standard output unless told otherwise, everything else on"
          + " standard error."),
  MERGE(
      "Write the policy that the parts of a fleet call for together: the same as generate over"
          + " all of it."),
  EXPLAIN(
      "Print what each permission is for: resource, container, field and reason, and what is"
          + " known of its key."),
  CHECK(
      "Compare the policies of execution roles with what their tasks need: what is missing, what"
          + " is broader than needed, what nothing needs."),
  DIFF(
      "Compare two versions of task definitions, or two of policies: what execution roles gain and"
          + " lose, and why. Counts all that the roles do, as with --scope all, unless told"
          + " otherwise."),
  FLEET(
      "Compare the policies of all execution roles with what any number of task definitions need,"
          + " one row for each role, and show which roles unrelated families share."),
  EXPLAIN_ERROR(
      "Say what the reason of a stopped task means: the permission that is missing, as a policy"
          + " to paste, or what else is wrong.");

  private final String description;

  Subcommand(String description) {
    this.description = description;
  }

  /** Returns the one of this name. */
  static Optional<Subcommand> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Returns the name that the user calls it by. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String description() {
    return description;
  }

  /** Builds it, with nothing given for its options. */
  Command in(Terminal terminal) {
    return switch (this) {
      case GENERATE -> new GenerateCommand(terminal);
      case MERGE -> new MergeCommand(terminal);
      case EXPLAIN -> new ExplainCommand(terminal);
      case CHECK -> new CheckCommand(terminal);
      case DIFF -> new DiffCommand(terminal);
      case FLEET -> new FleetCommand(terminal);
      case EXPLAIN_ERROR -> new ExplainErrorCommand(terminal);
    };
  }
}
