package io.github.ecspolicy.cli;

import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.check.Finding;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says which findings matter to whoever runs the command. */
final class FailOnOption {
  @Option(
      names = "--fail-on",
      paramLabel = "missing|broader|unused|any|none",
      description =
          "Findings that make the exit status 1, each word those of the words before it: missing"
              + " (default), broader, unused, any; or none.")
  private FailOn failOn = FailOn.MISSING;

  FailOn failOn() {
    return failOn;
  }

  /** Returns {@code true} if one of {@code findings} is such. */
  boolean failsOn(List<Finding> findings) {
    return findings.stream().anyMatch(failOn::failsOn);
  }
}
