package io.github.ecspolicy.cli;

import java.util.Collections;
import java.util.Set;

/** The headings of help, in its order, and the options below each. */
enum HelpHeading {
  INPUTS(
      "Inputs",
      "--credential-spec",
      "--parameter",
      "--parameters-file",
      "--physical-id",
      "--skip-unsupported",
      "--verbose"),
  PLACE("Where tasks run, with which role", "--account", "--region", "--role-name"),
  SCOPE(
      "What is covered",
      "--extra-repository",
      "--guardduty",
      "--pull-through-prefix",
      "--scope",
      "--source-vpce"),
  KEYS("Keys, and what exists", "--inventory", "--kms-key", "--unknown-keys"),
  POLICIES("Policies to compare with", "--baseline", "--policy", "--write-baseline"),
  SHAPE(
      "What policies look like",
      "--allow-empty",
      "--compact",
      "--kms-encryption-context",
      "--merge",
      "--policy-kind",
      "--policy-name",
      "--split",
      "--templates",
      "--trust-policy"),
  OUTPUT("Output", "--color", "--fix", "--format", "--quiet", "--shell"),
  DESTINATION("Where to write", "--output", "--output-dir"),
  STATUS("Exit status", "--exit-code", "--fail-on", "--keep-going", "--strict");

  private final String words;
  private final Set<String> options;

  HelpHeading(String words, String... options) {
    this.words = words;
    this.options = Set.of(options);
  }

  String words() {
    return words;
  }

  /** Returns {@code true} if {@code option} stands below this. */
  boolean isOver(Option<?> option) {
    return !Collections.disjoint(options, option.names());
  }
}
