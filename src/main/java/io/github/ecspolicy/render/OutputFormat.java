package io.github.ecspolicy.render;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.render.RenderOptions.Shell;
import io.github.ecspolicy.requirements.RequirementsWriter;
import io.github.ecspolicy.synthesis.PolicyReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The texts a report can become. */
public enum OutputFormat {
  /** The policy document itself; for one role only. */
  JSON("json", "json"),
  /** Steps and text to paste into the IAM console. */
  CONSOLE("console", "txt"),
  /** A command for a shell. */
  AWS_CLI("aws-cli", "sh") {
    @Override
    public String extension(PolicyReport report, Shell shell) {
      return switch (shell) {
        case POSIX -> super.extension(report, shell);
        case POWERSHELL -> "ps1";
      };
    }
  },
  /** Resources for a template of CloudFormation, in its syntax. */
  CLOUDFORMATION("cloudformation", "yaml") {
    @Override
    public String extension(PolicyReport report, Shell shell) {
      return switch (CloudFormationRenderer.syntax(report)) {
        case JSON -> "json";
        case YAML -> super.extension(report, shell);
      };
    }
  },
  /** Blocks for a configuration of Terraform. */
  TERRAFORM("terraform", "tf"),
  /** A module in TypeScript for an app of the AWS CDK. */
  CDK("cdk", "ts"),
  /** A comment for a pull request. */
  MARKDOWN("markdown", "md"),
  /** Everything, for machines and auditors. */
  REPORT("report", "json"),
  /** What policies are made of, one thing a line, to be merged with what other runs found. */
  REQUIREMENTS("requirements", "ndjson");

  private final String word;
  private final String extension;

  OutputFormat(String word, String extension) {
    this.word = word;
    this.extension = extension;
  }

  /** Returns the format of this word. */
  public static Optional<OutputFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** Returns the word users choose it by. */
  public String word() {
    return word;
  }

  /**
   * Returns the usual ending of a file that holds {@code report} for {@code shell}, without a dot.
   */
  public String extension(PolicyReport report, Shell shell) {
    return extension;
  }

  /** Returns {@code true} if it can say what only AWS will know. */
  public boolean isSymbolic() {
    return switch (this) {
      case CLOUDFORMATION, MARKDOWN, REPORT -> true;
      case JSON, CONSOLE, AWS_CLI, TERRAFORM, CDK, REQUIREMENTS -> false;
    };
  }

  /** Returns {@code true} if it tells what a permission is needed for, or where. */
  public boolean showsReasons() {
    return switch (this) {
      case CONSOLE, CLOUDFORMATION, CDK, MARKDOWN, REPORT, REQUIREMENTS -> true;
      case JSON, AWS_CLI, TERRAFORM -> false;
    };
  }

  /** Returns {@code true} if it holds policies, and not what they are made of. */
  public boolean isOfPolicies() {
    return this != REQUIREMENTS;
  }

  /** Returns {@code true} if it tells which bytes the policy came from. */
  public boolean showsDigests() {
    return switch (this) {
      case REPORT, REQUIREMENTS -> true;
      case JSON, CONSOLE, AWS_CLI, CLOUDFORMATION, TERRAFORM, CDK, MARKDOWN -> false;
    };
  }

  /** Returns what there is to say about {@code report} in this format only. */
  public List<Diagnostic> findings(PolicyReport report) {
    return switch (this) {
      case CLOUDFORMATION -> CloudFormationFindings.of(report);
      // its app becomes a template too
      case CDK -> CloudFormationFindings.dynamicReferences(report);
      case JSON, CONSOLE, AWS_CLI, TERRAFORM, MARKDOWN, REPORT, REQUIREMENTS -> List.of();
    };
  }

  /** Returns why {@code report} cannot be written as a single text, if it cannot. */
  public Optional<Diagnostic> refusal(PolicyReport report) {
    return switch (this) {
      case JSON -> report.refusalOfSeveralRoles().or(report::refusalOfSeveralDocuments);
      case CLOUDFORMATION -> report.refusalOfSeveralTemplates();
      case CONSOLE, AWS_CLI, TERRAFORM, CDK, MARKDOWN, REPORT, REQUIREMENTS -> Optional.empty();
    };
  }

  /** Returns the same as {@link #render}. */
  public Text text(PolicyReport report, RenderOptions options) {
    return this == REQUIREMENTS
        ? out -> RequirementsWriter.write(report.requirements(), out)
        : Text.of(render(report, options));
  }

  /**
   * Returns {@code report} in this format, ending in a line end.
   *
   * @throws IllegalArgumentException if this is {@link #JSON} and there is not exactly one policy
   */
  public String render(PolicyReport report, RenderOptions options) {
    return switch (this) {
      case JSON -> JsonRenderer.render(report);
      case CONSOLE -> ConsoleRenderer.render(report.withoutSymbolicRoles(), options);
      case AWS_CLI -> AwsCliRenderer.render(report.withoutSymbolicRoles(), options);
      case CLOUDFORMATION -> CloudFormationRenderer.render(report);
      case TERRAFORM -> TerraformRenderer.render(report.withoutSymbolicRoles());
      case CDK -> CdkRenderer.render(report.withoutSymbolicRoles());
      case MARKDOWN -> MarkdownRenderer.render(report, options);
      case REPORT -> ReportRenderer.render(report, options);
      case REQUIREMENTS -> RequirementsWriter.write(report.requirements());
    };
  }
}
