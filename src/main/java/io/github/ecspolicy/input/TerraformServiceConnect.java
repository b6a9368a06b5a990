package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what Service Connect of a service in a plan or state logs, as a container of its tasks: it
 * is written with their role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html">
 *     logConfiguration of Service Connect</a>
 */
final class TerraformServiceConnect {
  private static final String CONFIGURATION = "service_connect_configuration";
  private static final String LOG = "log_configuration";
  private static final String DRIVER = "log_driver";
  private static final String SECRETS = "secret_option";

  private final TaskDefinitionReader tasks;
  private final FieldReader fields;

  /** A reader that says with {@code tasks} what is not as it has to be. */
  TerraformServiceConnect(TaskDefinitionReader tasks) {
    this.tasks = tasks;
    this.fields = tasks.fields();
  }

  /** Returns the sidecars of tasks of {@code service}, of which there is one at most. */
  Stream<ContainerDefinition> of(TerraformResource service) {
    List<Node> unknown = unknownLogs(service);
    if (unknown.stream().anyMatch(each -> isUnknown(each, DRIVER, SECRETS))) {
      service.reportUnknown(fields, CONFIGURATION);
      return Stream.empty();
    }
    return logs(service).flatMap(log -> sidecar(service, log, unknown).stream());
  }

  /** Reports what is needed by a role that nobody here knows, or may be. */
  void reportElsewhere(TerraformResource service) {
    List<Node> unknown = unknownLogs(service);
    List<Place<Node.Mapping>> logs = logs(service).toList();
    boolean readsSecrets = logs.stream().anyMatch(log -> !log.node().items(SECRETS).isEmpty());
    boolean mayLog =
        logs.stream().anyMatch(log -> isOfCloudWatch(log.node()))
            || unknown.stream().anyMatch(each -> isUnknown(each, DRIVER));
    if (readsSecrets || unknown.stream().anyMatch(each -> isUnknown(each, SECRETS))) {
      reportElsewhere(fields, service, ServiceConnect.secretsElsewhere(service.address().text()));
    }
    if (mayLog) {
      reportElsewhere(
          tasks.beyond(), service, ServiceConnect.logsElsewhere(service.address().text()));
    }
  }

  private static void reportElsewhere(
      FieldReader reader, TerraformResource service, String message) {
    reader.report(
        service.values(), DiagnosticCode.SERVICE_CONNECT_ELSEWHERE, message, ServiceConnect.ADVICE);
  }

  private Stream<Place<Node.Mapping>> logs(TerraformResource service) {
    return fields.objects(service.values(), CONFIGURATION, each -> each).stream()
        .filter(connect -> !isOff(connect.node()))
        .flatMap(connect -> fields.objects(connect, LOG, each -> each).stream());
  }

  private static boolean isOfCloudWatch(Node.Mapping log) {
    return log.text(DRIVER).filter(TaskDefinitionReader.AWSLOGS::equals).isPresent();
  }

  /** Where nothing of a block is known, it is told as a whole. */
  private static List<Node> unknownLogs(TerraformResource service) {
    return service.unknown().stream()
        .flatMap(all -> all.member(CONFIGURATION).stream())
        .flatMap(member -> blocks(member.value()))
        .flatMap(
            connect ->
                connect instanceof Node.Mapping block
                    ? block.member(LOG).stream().flatMap(member -> blocks(member.value()))
                    : Stream.of(connect))
        .toList();
  }

  private static Stream<Node> blocks(Node value) {
    return value instanceof Node.Sequence list ? list.items().stream() : Stream.of(value);
  }

  private static boolean isUnknown(Node log, String... members) {
    return log instanceof Node.Mapping block
        ? Stream.of(members)
            .flatMap(member -> block.member(member).stream())
            .anyMatch(member -> TerraformResource.isUnknown(member.value()))
        : TerraformResource.isUnknown(log);
  }

  private static boolean isOff(Node.Mapping connect) {
    return connect
        .member("enabled")
        .filter(enabled -> enabled.value() instanceof Node.Flag flag && !flag.isTrue())
        .isPresent();
  }

  private Optional<ContainerDefinition> sidecar(
      TerraformResource service, Place<Node.Mapping> log, List<Node> unknown) {
    if (isOfCloudWatch(log.node())
        && unknown.stream().anyMatch(each -> isUnknown(each, "options"))) {
      service.reportUnknown(tasks.beyond(), CONFIGURATION);
      return Optional.empty();
    }
    Place<Node.Mapping> asEcsHasIt =
        new Place<>(TerraformBlocks.asEcsHasIt(log.node()), log.pointer());
    return Optional.of(
        new ContainerDefinition(
            Optional.of(ServiceConnect.SIDECAR),
            Optional.of(new FieldValue(ServiceConnect.SIDECAR, fields.locate(log))),
            List.of(),
            List.of(tasks.logConfiguration(asEcsHasIt)),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            fields.locate(log)));
  }
}
