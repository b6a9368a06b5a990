package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.TrustPolicy;

/**
 * AWS CLI commands for a POSIX shell, typed or in a script. Whatever is not ours stands in single
 * quotes, where nothing is special.
 */
final class PosixCommands {
  private static final String UNKNOWN_ROLE =
      "\"${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}\"";

  private PosixCommands() {}

  /** Gives the role its trust policy. */
  static String of(RolePolicy policy, TrustPolicy trust) {
    return "aws iam update-assume-role-policy"
        + option("  ", "--role-name", roleName(policy))
        + option("  ", "--policy-document", document(trust.toJson()));
  }

  /** Attaches a document to the role. */
  static String of(RolePolicy policy, Part part) {
    return switch (policy.kind()) {
      case INLINE ->
          "aws iam put-role-policy"
              + option("  ", "--role-name", roleName(policy))
              + option("  ", "--policy-name", quoted(part.name()))
              + option("  ", "--policy-document", document(part.policy().toJson()));
      case MANAGED -> managed(policy, part);
    };
  }

  /** Takes a managed policy from the role, in one line. */
  static String detaching(RolePolicy policy, Arn managed) {
    return "aws iam detach-role-policy --role-name "
        + roleName(policy)
        + " --policy-arn "
        + quoted(managed.toString());
  }

  /** No policy is created that cannot be attached: a second try would find its name taken. */
  private static String managed(RolePolicy policy, Part part) {
    String check = policy.role().isPresent() ? "" : ": " + UNKNOWN_ROLE + " &&\n";
    return check
        + "policy_arn=$(aws iam create-policy"
        + option("  ", "--policy-name", quoted(part.name()))
        + option("  ", "--policy-document", document(part.policy().toJson()))
        + option("  ", "--query", "Policy.Arn")
        + option("  ", "--output", "text)")
        + " &&\n  aws iam attach-role-policy"
        + option("    ", "--role-name", roleName(policy))
        + option("    ", "--policy-arn", "\"$policy_arn\"");
  }

  /** With {@code =} a value may even start with a hyphen. */
  private static String option(String indent, String name, String value) {
    return " \\\n" + indent + name + (value.startsWith("'-") ? "=" : " ") + value;
  }

  private static String roleName(RolePolicy policy) {
    return policy.role().map(ExecutionRole::name).map(PosixCommands::quoted).orElse(UNKNOWN_ROLE);
  }

  /**
   * Old bash at its prompt forgets on the next line that it is within quotes, and obeys {@code !}.
   */
  private static String document(String json) {
    return quoted(JsonText.ascii(json).replace("!", "\\u0021"));
  }

  // https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
