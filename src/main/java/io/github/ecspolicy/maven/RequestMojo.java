package io.github.ecspolicy.maven;

import io.github.ecspolicy.PolicyRequest;
import io.github.ecspolicy.SettingRule;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that say what to read and what the policy is for. */
abstract class RequestMojo extends TaskMojo {
  /**
   * Holds {@code kms:Decrypt} to the very parameters and secrets it is needed for.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.kmsEncryptionContext", defaultValue = "false")
  private boolean kmsEncryptionContext;

  /**
   * Folder with statement templates that replace the built-in ones file by file, or the built-in
   * set {@code aws-docs}, which writes a single statement as AWS's pages do.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.templates")
  private String templates;

  /**
   * One policy for all execution roles.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.merge", defaultValue = "false")
  private boolean merge;

  /**
   * Whether the policy becomes part of the role, {@code inline}, or a policy of its own, {@code
   * managed}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.policyKind", defaultValue = "inline")
  private String policyKind;

  /**
   * Name of the policy in IAM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.policyName")
  private String policyName;

  /**
   * Writes a policy that is too long as several, {@code inline} or {@code managed}, which together
   * allow the same.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.split")
  private String split;

  /**
   * Shortens a policy that is too long by patterns, where {@code inventories} show that they match
   * nothing else.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.compact", defaultValue = "false")
  private boolean compact;

  /**
   * Writes the trust policy of the role too, which lets ECS assume it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ecs-policy.trustPolicy", defaultValue = "false")
  private boolean trustPolicy;

  /**
   * Returns what the parameters ask for; only of use if {@code check} finds nothing wrong.
   *
   * @param printed what the output holds beside policies
   */
  final PolicyRequest request(ConfigurationCheck check, PolicyRequest.Printed printed) {
    return request(check, Scope.SECRETS, merge, () -> shape(check, printed));
  }

  private PolicyRequest.Shape shape(ConfigurationCheck check, PolicyRequest.Printed printed) {
    Optional<String> name = check.value(Setting.POLICY_NAME, policyName, SettingRule.POLICY_NAME);
    Optional<PolicyKind> kind =
        check.choice(Setting.POLICY_KIND, policyKind, PolicyKind.values(), TaskMojo::word);
    Optional<PolicyKind> parts =
        check.choice(Setting.SPLIT, split, PolicyKind.values(), TaskMojo::word);
    return new PolicyRequest.Shape(
        Optional.ofNullable(templates).filter(folder -> !folder.isBlank()),
        new SynthesisOptions(kmsEncryptionContext, sourceVpces(check)),
        parts.or(() -> kind).orElse(PolicyKind.INLINE),
        name,
        new PolicyRequest.Fitting(parts.isPresent(), compact),
        trustPolicy,
        printed,
        PolicyRequest.Purpose.WRITE);
  }
}
