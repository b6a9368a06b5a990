package io.github.ecspolicy.render;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicyReport.RolePolicy;
import io.github.ecspolicy.synthesis.TrustPolicy;
import java.util.regex.Pattern;

/**
 * AWS CLI commands for PowerShell 5.1 and 7, typed or in a script.
 *
 * <p>5.1 drops double quotes from the arguments of programs, 7 keeps them: so all values reach the
 * AWS CLI in a file. It is in UTF-8 without a byte order mark; since the AWS CLI reads files in the
 * code page of the machine, the policy is spelled in ASCII. The whole is one block, so that pasting
 * it line by line runs all of it or, after an error, none of the rest.
 *
 * @see <a
 *     href="https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing">
 *     how PowerShell passes arguments</a>
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html">input
 *     files of the AWS CLI</a>
 */
final class PowerShellCommands {
  private static final String UNKNOWN_ROLE = "$roleName";

  /** PowerShell takes typographic quotes for the plain one. */
  private static final Pattern QUOTE = Pattern.compile("['\u2018\u2019\u201a\u201b]");

  private PowerShellCommands() {}

  /** Gives the role its trust policy. */
  static String of(RolePolicy policy, TrustPolicy trust) {
    StringBuilder block = start(policy, trust.toJson());
    input(block, member("RoleName", roleName(policy)), member("PolicyDocument", "$document"));
    call(block, "", "update-assume-role-policy", "");
    return end(block);
  }

  /** Attaches a document to the role. */
  static String of(RolePolicy policy, Part part) {
    StringBuilder block = start(policy, part.policy().toJson());
    switch (policy.kind()) {
      case INLINE -> inline(policy, part, block);
      case MANAGED -> managed(policy, part, block);
    }
    return end(block);
  }

  /** Takes a managed policy from the role, in one line: names and ARNs have no double quotes. */
  static String detaching(RolePolicy policy, Arn managed) {
    return "aws iam detach-role-policy --role-name "
        + roleName(policy)
        + " --policy-arn "
        + quoted(managed.toString());
  }

  private static StringBuilder start(RolePolicy policy, String json) {
    StringBuilder block = new StringBuilder("& {\n  $ErrorActionPreference = 'Stop'\n");
    if (policy.role().isEmpty()) {
      block.append("  if (-not $roleName) {\n");
      block.append("    throw 'set $roleName to the name of the task execution role'\n  }\n");
    }
    // no line of the document starts with the end mark of the here-string: lines start with JSON
    block.append("  $document = @'\n");
    block.append(JsonText.ascii(json)).append("\n'@\n");
    return block.append("  $file = (New-TemporaryFile).FullName\n  try {\n");
  }

  private static String end(StringBuilder block) {
    return block.append("  } finally {\n    Remove-Item $file\n  }\n}").toString();
  }

  private static void inline(RolePolicy policy, Part part, StringBuilder block) {
    input(block, member("RoleName", roleName(policy)), policyMembers(part));
    call(block, "", "put-role-policy", "");
  }

  private static void managed(RolePolicy policy, Part part, StringBuilder block) {
    input(block, policyMembers(part));
    call(block, "$policyArn = ", "create-policy", " --query Policy.Arn --output text");
    input(block, member("RoleName", roleName(policy)), member("PolicyArn", "$policyArn"));
    call(block, "", "attach-role-policy", "");
  }

  private static String policyMembers(Part part) {
    return member("PolicyName", quoted(part.name())) + member("PolicyDocument", "$document");
  }

  private static String member(String name, String value) {
    return "      " + name + " = " + value + "\n";
  }

  private static void input(StringBuilder block, String... members) {
    block.append("    $request = @{\n").append(String.join("", members)).append("    }\n");
    block.append("    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))\n");
  }

  private static void call(StringBuilder block, String assign, String command, String options) {
    block.append("    ").append(assign).append("aws iam ").append(command);
    block.append(" --cli-input-json \"file://$file\"").append(options).append('\n');
    block.append("    if ($LASTEXITCODE) {\n");
    block.append("      throw 'aws iam ").append(command).append(" failed'\n    }\n");
  }

  private static String roleName(RolePolicy policy) {
    return policy
        .role()
        .map(ExecutionRole::name)
        .map(PowerShellCommands::quoted)
        .orElse(UNKNOWN_ROLE);
  }

  private static String quoted(String text) {
    return "'" + QUOTE.matcher(text).replaceAll("$0$0") + "'";
  }
}
