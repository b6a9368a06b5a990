package io.github.ecspolicy.check;

import java.util.List;
import java.util.Locale;

/**
 * What tasks do by themselves, or ECS with another role: it is no work of the execution role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html">
 *     IAM roles for Amazon ECS</a>
 */
final class OtherRoles {
  private static final List<String> SERVICES =
      List.of(
          "appmesh",
          "aps",
          "cloudwatch",
          "dynamodb",
          "ec2",
          "ecs",
          "elasticfilesystem",
          "elasticloadbalancing",
          "events",
          "execute-api",
          "firehose",
          "kinesis",
          "lambda",
          "rds-db",
          "s3files",
          "servicediscovery",
          "ses",
          "sns",
          "sqs",
          "ssmmessages",
          "states",
          "xray");

  private OtherRoles() {}

  /**
   * Returns {@code true} if the task role or the infrastructure role has use for {@code action}.
   */
  static boolean isTheirs(String action) {
    String name = action.toLowerCase(Locale.ROOT);
    return SERVICES.stream().anyMatch(service -> name.startsWith(service + ":"));
  }
}
