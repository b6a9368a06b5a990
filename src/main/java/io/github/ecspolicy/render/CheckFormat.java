package io.github.ecspolicy.render;

import io.github.ecspolicy.check.CheckReport;

/** The texts a check can become. */
public enum CheckFormat {
  /** For people. */
  TEXT;

  /** Returns {@code report} in this format. */
  public String render(CheckReport report, RenderOptions options) {
    return switch (this) {
      case TEXT -> new CheckTextRenderer(report, options).text();
    };
  }
}
