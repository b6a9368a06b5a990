package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what policies look like. */
final class ShapeOptions {
  @Option(
      names = "--kms-encryption-context",
      description = "Hold kms:Decrypt to the very parameters and secrets it is needed for.")
  private boolean encryptionContext;

  @Option(
      names = "--templates",
      paramLabel = "DIR|aws-docs",
      converter = TaskOptions.Name.class,
      description =
          "Folder with statement templates that replace the built-in ones file by file, or the"
              + " built-in set aws-docs, which writes a single statement as AWS's pages do.")
  private Optional<String> templates = Optional.empty();

  @Option(names = "--merge", description = "One policy for all execution roles in the input.")
  private boolean merge;

  @Option(
      names = "--policy-name",
      paramLabel = "NAME",
      converter = PolicyName.class,
      description = "Name of the policy in IAM.")
  private Optional<String> policyName = Optional.empty();

  @Option(
      names = "--policy-kind",
      paramLabel = "inline|managed",
      description = "Whether the policy becomes part of the role (default) or a policy of its own.")
  private PolicyKind policyKind = PolicyKind.INLINE;

  @Option(
      names = "--split",
      paramLabel = "inline|managed",
      description =
          "Write a policy that is too long as several of this kind, which together allow the same.")
  private Optional<PolicyKind> split = Optional.empty();

  @Option(
      names = "--compact",
      description =
          "Shorten a policy that is too long by patterns, where --inventory shows that they match"
              + " nothing else.")
  private boolean compact;

  @Option(
      names = "--trust-policy",
      description = "Write the trust policy of the role too, which lets ECS assume it.")
  private boolean trustPolicy;

  /** Returns {@code true} if policies become one, whatever their roles. */
  boolean merge() {
    return merge;
  }

  /**
   * Returns what the options ask for.
   *
   * @param sourceVpces the VPC endpoints through which images are pulled
   * @param symbolic whether the output can hold what only AWS will know
   * @param purpose what the policies are for
   */
  PolicyRequest.Shape shape(
      List<String> sourceVpces, boolean symbolic, PolicyRequest.Purpose purpose) {
    return new PolicyRequest.Shape(
        templates,
        new SynthesisOptions(encryptionContext, sourceVpces),
        split.orElse(policyKind),
        policyName,
        new PolicyRequest.Fitting(split.isPresent(), compact),
        trustPolicy,
        symbolic,
        purpose);
  }

  static final class PolicyName extends TaskOptions.RuleConverter<String> {
    PolicyName() {
      super(SettingRule.POLICY_NAME);
    }
  }
}
