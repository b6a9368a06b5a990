package io.github.ecspolicy.render;

import io.github.ecspolicy.check.CheckReport;
import java.util.Arrays;
import java.util.Optional;

/** The texts that the fix of what a check found can become. */
public enum FixFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON;

  /** Returns the format that is called like {@code format}, if there is one. */
  public static Optional<FixFormat> of(CheckFormat format) {
    return Arrays.stream(values()).filter(each -> each.name().equals(format.name())).findFirst();
  }

  /** Returns how to mend what {@code report} found. */
  public String render(CheckReport report) {
    FixRenderer renderer = new FixRenderer(report);
    return switch (this) {
      case TEXT -> renderer.text();
      case JSON -> renderer.json();
    };
  }
}
