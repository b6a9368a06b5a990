package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

/**
 * The sidecar that ECS adds to the tasks of a service for Service Connect. It logs with their
 * execution role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html">
 *     logConfiguration of Service Connect</a>
 */
final class ServiceConnect {
  /** What it is called; its image is Amazon's own, which no role pulls. */
  static final String SIDECAR = "ecs-service-connect";

  /** What to do where the role is not known. */
  static final String ADVICE =
      "define both in one place, or allow that role by hand what is logged with here";

  private static final String ELSEWHERE =
      " with the execution role of a task definition that is not found beside it";

  private ServiceConnect() {}

  /** Says that secrets are read which are in no policy. */
  static String secretsElsewhere(String service) {
    return "Service Connect of " + quote(service) + " reads secrets of its log driver" + ELSEWHERE;
  }

  /** Says that logs are written which are in no policy. */
  static String logsElsewhere(String service) {
    return "Service Connect of " + quote(service) + " logs to CloudWatch Logs" + ELSEWHERE;
  }
}
