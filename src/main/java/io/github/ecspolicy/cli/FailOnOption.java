package io.github.ecspolicy.cli;

import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.check.Finding;
import java.util.List;

/** The option that says which findings matter to whoever runs the command. */
final class FailOnOption {
  private final Option<FailOn> failOn =
      Option.of(
          "--fail-on",
          "missing|broader|unused|any|none",
          FailOn.class,
          "Findings that make the exit status 1, each word those of the words before it: missing"
              + " (default), broader, unused, any; or none.");

  List<Option<?>> options() {
    return List.of(failOn);
  }

  FailOn failOn() {
    return failOn.value().orElse(FailOn.MISSING);
  }

  /** Returns {@code true} if one of {@code findings} is such. */
  boolean failsOn(List<Finding> findings) {
    return findings.stream().anyMatch(failOn()::failsOn);
  }
}
