package io.github.ecspolicy.cli;

import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import java.util.List;

/** The options that say what policies look like. */
final class ShapeOptions {
  private final Option<Boolean> encryptionContext =
      Option.flag(
          "--kms-encryption-context",
          "Hold kms:Decrypt to the very parameters and secrets it is needed for.");

  private final Option<String> templates =
      Option.of(
          "--templates",
          "DIR|aws-docs",
          SettingRule.NAME,
          "Folder with statement templates that replace the built-in ones file by file, or the"
              + " built-in set aws-docs, which writes a single statement as AWS's pages do.");

  private final Option<Boolean> merge =
      Option.flag("--merge", "One policy for all execution roles in the input.");

  private final Option<String> policyName =
      Option.of("--policy-name", "NAME", SettingRule.POLICY_NAME, "Name of the policy in IAM.");

  private final Option<PolicyKind> policyKind =
      Option.of(
          "--policy-kind",
          "inline|managed",
          PolicyKind.class,
          "Whether the policy becomes part of the role (default) or a policy of its own.");

  private final Option<PolicyKind> split =
      Option.of(
          "--split",
          "inline|managed",
          PolicyKind.class,
          "Write a policy that is too long as several of this kind, which together allow the same.");

  private final Option<Boolean> compact =
      Option.flag(
          "--compact",
          "Shorten a policy that is too long by patterns, where --inventory shows that they match"
              + " nothing else.");

  private final Option<Boolean> trustPolicy =
      Option.flag(
          "--trust-policy", "Write the trust policy of the role too, which lets ECS assume it.");

  List<Option<?>> options() {
    return List.of(
        encryptionContext, templates, merge, policyName, policyKind, split, compact, trustPolicy);
  }

  /** Returns {@code true} if policies become one, whatever their roles. */
  boolean merge() {
    return merge.isGiven();
  }

  /**
   * Returns what the options ask for.
   *
   * @param sourceVpces the VPC endpoints through which images are pulled
   * @param printed what the output holds beside policies
   * @param purpose what the policies are for
   */
  PolicyRequest.Shape shape(
      List<String> sourceVpces, PolicyRequest.Printed printed, PolicyRequest.Purpose purpose) {
    return new PolicyRequest.Shape(
        templates.value(),
        new SynthesisOptions(encryptionContext.isGiven(), sourceVpces),
        split.value().or(policyKind::value).orElse(PolicyKind.INLINE),
        policyName.value(),
        new PolicyRequest.Fitting(split.isGiven(), compact.isGiven()),
        trustPolicy.isGiven(),
        printed,
        purpose);
  }
}
