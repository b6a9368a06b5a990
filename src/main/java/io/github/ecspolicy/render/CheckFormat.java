package io.github.ecspolicy.render;

import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FailOn;

/** The texts a check can become. */
public enum CheckFormat {
  /** For people. */
  TEXT,
  /** Everything, for programs. */
  JSON,
  /** SARIF 2.1.0, for code scanning. */
  SARIF,
  /** Results of tests, for CI servers. */
  JUNIT,
  /** A comment for a pull request. */
  MARKDOWN,
  /** Annotations of a workflow on GitHub. */
  GITHUB;

  /**
   * Returns {@code report} in this format, ending in a line end unless it is empty.
   *
   * @param failOn which findings make the check fail
   */
  public String render(CheckReport report, FailOn failOn, RenderOptions options) {
    return switch (this) {
      case TEXT -> new CheckTextRenderer(report, options).text();
      case JSON -> new CheckJsonRenderer(report, failOn, options).text();
      case SARIF -> new SarifRenderer(report, options).text();
      case JUNIT -> new JunitRenderer(report, failOn, options).text();
      case MARKDOWN -> CheckMarkdownRenderer.render(report, options);
      case GITHUB -> new GithubRenderer(report, options).text();
    };
  }
}
