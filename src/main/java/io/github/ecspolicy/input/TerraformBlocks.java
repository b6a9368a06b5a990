package io.github.ecspolicy.input;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Containers, volumes and log configurations that Terraform has as blocks, in the shape that ECS
 * takes: what may stand once is a list of one there, and a list is called by what one of its items
 * is.
 *
 * @see <a
 *     href="https://developer.hashicorp.com/terraform/language/syntax/configuration#blocks">blocks
 *     </a>
 */
final class TerraformBlocks {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("authorization_config", "authorizationConfig"),
          Map.entry("aws_logs_configuration", "awsLogsConfiguration"),
          Map.entry("credentials_parameter", "credentialsParameter"),
          Map.entry("environment_file", "environmentFiles"),
          Map.entry("firelens_configuration", "firelensConfiguration"),
          Map.entry(
              "fsx_windows_file_server_volume_configuration",
              "fsxWindowsFileServerVolumeConfiguration"),
          Map.entry("log_configuration", "logConfiguration"),
          Map.entry("log_driver", "logDriver"),
          Map.entry("log_group", "logGroup"),
          Map.entry("log_stream_prefix", "logStreamPrefix"),
          Map.entry("repository_credentials", "repositoryCredentials"),
          Map.entry("secret", "secrets"),
          Map.entry("secret_option", "secretOptions"),
          Map.entry("value_from", "valueFrom"));

  private static final Set<String> ONCE =
      Set.of(
          "authorization_config",
          "aws_logs_configuration",
          "firelens_configuration",
          "fsx_windows_file_server_volume_configuration",
          "log_configuration",
          "repository_credentials");

  private TerraformBlocks() {}

  /** Returns what a block is to ECS. */
  static Node.Mapping asEcsHasIt(Node.Mapping block) {
    return new Node.Mapping(
        block.line(),
        block.column(),
        block.members().stream().flatMap(member -> asEcsHasIt(member).stream()).toList());
  }

  /** A text that is empty is none, as is a block that does not stand there. */
  private static Optional<Node.Member> asEcsHasIt(Node.Member member) {
    Node value = member.value();
    if (ONCE.contains(member.key()) && value instanceof Node.Sequence list) {
      return list.items().stream().findFirst().map(only -> named(member.key(), only));
    }
    return value instanceof Node.Text text && text.text().isEmpty()
        ? Optional.empty()
        : Optional.of(named(member.key(), value));
  }

  private static Node.Member named(String key, Node value) {
    return new Node.Member(NAMES.getOrDefault(key, key), converted(value));
  }

  private static Node converted(Node value) {
    if (value instanceof Node.Mapping block) {
      return asEcsHasIt(block);
    }
    return value instanceof Node.Sequence list
        ? new Node.Sequence(
            list.line(),
            list.column(),
            list.items().stream().map(TerraformBlocks::converted).toList())
        : value;
  }
}
