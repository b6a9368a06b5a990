package io.github.ecspolicy.render;

import io.github.ecspolicy.check.FleetReport;

/** The texts that the rows of a fleet can become. */
public enum FleetFormat {
  /** A table for people. */
  TEXT,
  /** For spreadsheets. */
  CSV,
  /** For programs. */
  JSON;

  /** Returns {@code report} in this format. */
  public String render(FleetReport report, RenderOptions options) {
    return switch (this) {
      case TEXT -> FleetTable.of(report, options);
      case CSV -> FleetCsv.of(report);
      case JSON -> FleetJson.of(report);
    };
  }
}
