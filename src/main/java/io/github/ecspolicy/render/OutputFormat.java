package io.github.ecspolicy.render;

import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.synthesis.PolicyReport;

/** The texts a report can become. */
public enum OutputFormat {
  /** The policy document itself; for one role only. */
  JSON("json", "json"),
  /** Steps and text to paste into the IAM console. */
  CONSOLE("console", "txt"),
  /** A command for a shell. */
  AWS_CLI("aws-cli", "sh") {
    @Override
    public String extension(Shell shell) {
      return switch (shell) {
        case POSIX -> super.extension(shell);
        case POWERSHELL -> "ps1";
      };
    }
  },
  /** Everything, for machines and auditors. */
  REPORT("report", "json");

  private final String word;
  private final String extension;

  OutputFormat(String word, String extension) {
    this.word = word;
    this.extension = extension;
  }

  /** Returns the word users choose it by. */
  public String word() {
    return word;
  }

  /** Returns the usual ending of a file that holds it for {@code shell}, without a dot. */
  public String extension(Shell shell) {
    return extension;
  }

  /**
   * Returns {@code report} in this format, ending in a line end.
   *
   * @throws IllegalArgumentException if this is {@link #JSON} and there is not exactly one policy
   */
  public String render(PolicyReport report, RenderOptions options) {
    return switch (this) {
      case JSON -> JsonRenderer.render(report);
      case CONSOLE -> ConsoleRenderer.render(report, options);
      case AWS_CLI -> AwsCliRenderer.render(report, options);
      case REPORT -> ReportRenderer.render(report, options);
    };
  }
}
