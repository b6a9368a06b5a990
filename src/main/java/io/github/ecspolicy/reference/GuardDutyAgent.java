package io.github.ecspolicy.reference;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * Where Amazon GuardDuty keeps the image of its sidecar.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/guardduty/latest/ug/ecs-runtime-agent-ecr-image-uri.html">
 *     repositories</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-guardduty.html">those
 *     of AWS GovCloud (US)</a>
 */
final class GuardDutyAgent {
  /** The name of the repository in every Region. */
  static final String REPOSITORY = "aws-guardduty-agent-fargate";

  private static final Map<String, String> ACCOUNTS =
      Map.ofEntries(
          entry("af-south-1", "197869348890"),
          entry("ap-east-1", "258348409381"),
          entry("ap-east-2", "259886477082"),
          entry("ap-northeast-1", "533107202818"),
          entry("ap-northeast-2", "914738172881"),
          entry("ap-northeast-3", "273192626886"),
          entry("ap-south-1", "251508486986"),
          entry("ap-south-2", "950823858135"),
          entry("ap-southeast-1", "174946120834"),
          entry("ap-southeast-2", "005257825471"),
          entry("ap-southeast-3", "510637619217"),
          entry("ap-southeast-4", "251357961535"),
          entry("ap-southeast-5", "156041399949"),
          entry("ap-southeast-7", "054037130133"),
          entry("ca-central-1", "354763396469"),
          entry("ca-west-1", "339712888787"),
          entry("eu-central-1", "323658145986"),
          entry("eu-central-2", "529164026651"),
          entry("eu-north-1", "591436053604"),
          entry("eu-south-1", "266869475730"),
          entry("eu-south-2", "919611009337"),
          entry("eu-west-1", "694911143906"),
          entry("eu-west-2", "892757235363"),
          entry("eu-west-3", "665651866788"),
          entry("il-central-1", "870907303882"),
          entry("me-central-1", "000014521398"),
          entry("me-south-1", "536382113932"),
          entry("mx-central-1", "311141559934"),
          entry("sa-east-1", "758426053663"),
          entry("us-east-1", "593207742271"),
          entry("us-east-2", "307168627858"),
          entry("us-gov-east-1", "383115532789"),
          entry("us-gov-west-1", "383110348953"),
          entry("us-west-1", "684579721401"),
          entry("us-west-2", "733349766148"));

  private GuardDutyAgent() {}

  /** Returns the account that holds the repository for {@code region}, where AWS names one. */
  static Optional<String> account(String region) {
    return Optional.ofNullable(ACCOUNTS.get(region));
  }
}
