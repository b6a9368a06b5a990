package io.github.ecspolicy.render;

import io.github.ecspolicy.check.DiffReport;

/** The texts that a difference can become. */
public enum DiffFormat {
  /** For people. */
  TEXT,
  /** For the reviewer of a pull request. */
  MARKDOWN,
  /** For programs. */
  JSON;

  /** Returns {@code report} in this format. */
  public String render(DiffReport report, RenderOptions options) {
    return switch (this) {
      case TEXT -> new DiffText(new Page(options.colour())).of(report);
      case MARKDOWN -> DiffMarkdown.of(report);
      case JSON -> DiffJson.of(report);
    };
  }
}
