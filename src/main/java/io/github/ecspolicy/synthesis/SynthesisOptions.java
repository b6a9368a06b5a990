package io.github.ecspolicy.synthesis;

import java.util.List;

/**
 * Conditions that are asked for beyond those that every policy has.
 *
 * @param encryptionContext whether to hold each {@code kms:Decrypt} to the very parameters and
 *     secrets it is needed for
 * @param sourceVpces the VPC endpoints through which images are pulled; empty if through any or
 *     none
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html#task-execution-ecr-conditionkeys">
 *     pulling images over interface endpoints</a>
 */
public record SynthesisOptions(boolean encryptionContext, List<String> sourceVpces) {
  /** None. */
  static final SynthesisOptions NONE = new SynthesisOptions(false, List.of());

  public SynthesisOptions {
    sourceVpces = sourceVpces.stream().distinct().sorted().toList();
  }
}
