package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Placeholder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the CloudWatch Logs log group that the {@code awslogs} driver writes to.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html">the
 *     driver's options</a>
 */
final class LogGroupResolver {
  static final String SERVICE = "logs";

  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  static final Pattern GROUP = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");

  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
  static final Pattern STREAM = Pattern.compile("[^:*\\p{Cc}]{1,512}");

  private final PlaceResolver places;
  private final KeyResolver keys;
  private final Findings findings;

  LogGroupResolver(PlaceResolver places, KeyResolver keys, Findings findings) {
    this.places = places;
    this.keys = keys;
    this.findings = findings;
  }

  void resolve(LogConfiguration log) {
    if (log.group().isEmpty()) {
      if (log.regionFilledIn()) {
        findings.report(
            DiagnosticCode.LOG_GROUP_MISSING,
            "the service names no log group, and ECS will make one up",
            "name the log group in `awsLogsConfiguration`, or read what"
                + " `aws ecs describe-express-gateway-service` prints of the running service");
      } else {
        findings.report(
            DiagnosticCode.LOG_GROUP_MISSING,
            "the log driver `awslogs` has no option `awslogs-group`",
            "name the log group: ECS wants it too");
      }
      return;
    }
    String name = findings.text();
    if (!GROUP.matcher(name).matches()) {
      findings.report(
          DiagnosticCode.LOG_GROUP_NAME,
          "not the name of a log group: " + quote(name),
          "names are made of 1 to 512 letters, digits and `.-_/#`");
      return;
    }
    Optional<String> prefix = log.streamPrefix().map(FieldValue::text).filter(p -> !p.isEmpty());
    Optional<Placeholder> open = prefix.flatMap(Placeholder::inAnyName);
    if (open.isPresent()) {
      reportPlaceholder(open.get(), prefix.get(), "awslogs-stream-prefix");
      return;
    }
    if (prefix.filter(text -> !STREAM.matcher(text).matches()).isPresent()) {
      findings.report(
          DiagnosticCode.LOG_STREAM_PREFIX,
          "no log stream can have a name that starts with " + quote(prefix.get()),
          "names of log streams hold neither `:` nor `*`");
      return;
    }
    if (prefix.filter(Findings::isBeyondPolicies).isPresent()) {
      findings.add(
          findings
              .at(
                  DiagnosticCode.LOG_STREAM_PREFIX,
                  "IAM policies hold no characters above U+00FF: each one of "
                      + quote(prefix.get())
                      + " becomes `?`, which any character matches")
              .withHint("choose another prefix to have its streams allowed alone")
              .withSeverity(Severity.WARNING));
    }
    group(log, name).ifPresent(group -> add(group, log, prefix));
  }

  /** The group, in the Region that the driver is told and in the task's account. */
  private Optional<Arn> group(LogConfiguration log, String name) {
    String resource = "log-group:" + name;
    if (log.region().isEmpty()) {
      if (!log.regionFilledIn()) {
        findings.add(
            Diagnostic.at(
                    log.location(),
                    DiagnosticCode.LOG_REGION_MISSING,
                    "the log driver `awslogs` has no option `awslogs-region`: the Region of the"
                        + " task is assumed")
                .withHint("set `awslogs-region`: Fargate does not start the task without it"));
      }
      return places
          .here()
          .map(home -> new Arn(home.partition(), SERVICE, home.region(), home.account(), resource));
    }
    String region = log.region().get().text();
    Optional<Partition> partition =
        PlaceResolver.isOpenRegion(region)
            ? places.target().partition()
            : Partition.ofRegion(region);
    if (partition.isEmpty()) {
      reportRegion(region);
      return Optional.empty();
    }
    return places
        .ownAccount()
        .map(account -> new Arn(partition.get().id(), SERVICE, region, account, resource))
        .flatMap(places::placed);
  }

  private void reportRegion(String region) {
    Optional<Placeholder> placeholder = Placeholder.in(region);
    if (placeholder.isPresent()) {
      reportPlaceholder(placeholder.get(), region, "awslogs-region");
    } else {
      findings.report(
          DiagnosticCode.LOG_REGION,
          "not a Region: " + quote(region) + " in `awslogs-region`",
          "a Region is written like `eu-west-1`");
    }
  }

  private void reportPlaceholder(Placeholder placeholder, String text, String option) {
    findings.report(
        DiagnosticCode.PLACEHOLDER,
        "`" + option + "` is still to be filled in: " + quote(text),
        placeholder.kind().advice());
  }

  private void add(Arn group, LogConfiguration log, Optional<String> prefix) {
    Arn streams =
        group.withResource(
            group.resource() + prefix.map(text -> ":log-stream:" + text + "/").orElse(":"));
    findings.add(
        ResolvedReference.of(
            findings.reference(), Kind.LOG_STREAMS, streams, keys.keyOfLogGroup(group)));
    if (log.createsGroup()) {
      findings.add(
          ResolvedReference.of(findings.reference(), Kind.LOG_GROUP, group, new KeyStatus.NoKey()));
    }
  }
}
