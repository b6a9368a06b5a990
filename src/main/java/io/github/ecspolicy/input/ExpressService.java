package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import io.github.ecspolicy.template.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Reads services of Express Mode, for which ECS makes a task definition with one container. The
 * infrastructure role is another one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html">
 *     what ECS creates for a service</a>
 */
final class ExpressService {
  /** What ECS calls the container. */
  private static final String CONTAINER = "Main";

  private static final String PRIMARY_CONTAINER = "primaryContainer";
  private static final String SERVICE_ARN = "serviceArn";
  private static final String STREAM_PREFIX = "ecs";
  private static final List<String> FARGATE = List.of("FARGATE");

  private final TaskDefinitionReader tasks;
  private final FieldReader fields;

  /** A reader that says with {@code tasks} what is not as it has to be. */
  ExpressService(TaskDefinitionReader tasks) {
    this.tasks = tasks;
    this.fields = tasks.fields();
  }

  /**
   * Returns {@code true} if {@code document} creates or updates a service; models of SageMaker have
   * a {@code PrimaryContainer} too.
   */
  static boolean isService(Node.Mapping document) {
    return document.object(PRIMARY_CONTAINER).isPresent()
        && (document.has("infrastructureRoleArn") || document.has(SERVICE_ARN));
  }

  /** Returns {@code true} if {@code service} is one of Express Mode, as ECS describes it. */
  static boolean isDescribed(Node service) {
    return service instanceof Node.Mapping mapping && mapping.has("activeConfigurations");
  }

  /** Returns the task definition of a service that is to be created or updated. */
  TaskDefinition read(Place<Node.Mapping> service) {
    return read(service, fields.text(service, "serviceName"), fields.text(service, SERVICE_ARN));
  }

  /** Returns the task definitions of a service that runs. */
  List<TaskDefinition> readDescribed(Place<Node.Mapping> answer) {
    return fields.object(answer, "service").stream()
        .flatMap(
            service -> {
              Optional<FieldValue> name = fields.text(service, "serviceName");
              Optional<FieldValue> arn = fields.text(service, SERVICE_ARN);
              return fields
                  .objects(service, "activeConfigurations", revision -> read(revision, name, arn))
                  .stream();
            })
        .toList();
  }

  private TaskDefinition read(
      Place<Node.Mapping> revision, Optional<FieldValue> name, Optional<FieldValue> arn) {
    return taskDefinition(
        name,
        arn,
        tasks.executionRole(revision),
        fields.object(revision, PRIMARY_CONTAINER).map(this::containerDefinition),
        fields.locate(revision));
  }

  private ContainerDefinition containerDefinition(Place<Node.Mapping> container) {
    Optional<Place<Node.Mapping>> logs = fields.object(container, "awsLogsConfiguration");
    return containerDefinition(
        fields.text(container, "image"),
        tasks.secrets(container, "secrets"),
        tasks.repositoryCredentials(container),
        logs.flatMap(log -> fields.text(log, "logGroup")),
        logs.flatMap(log -> fields.text(log, "logStreamPrefix")),
        logs.map(fields::locate).orElseGet(() -> fields.locate(container)));
  }

  /** Returns the container that ECS makes of what a service says of it. */
  static ContainerDefinition containerDefinition(
      Optional<FieldValue> image,
      List<Secret> secrets,
      Optional<FieldValue> repositoryCredentials,
      Optional<FieldValue> logGroup,
      Optional<FieldValue> logStreamPrefix,
      SourceLocation ofLogs) {
    LogConfiguration log =
        LogConfiguration.toGroup(
            logGroup,
            Optional.of(logStreamPrefix.orElse(new FieldValue(STREAM_PREFIX, ofLogs))),
            ofLogs);
    return new ContainerDefinition(
        Optional.of(CONTAINER),
        image,
        secrets,
        List.of(log),
        repositoryCredentials,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        ofLogs);
  }

  /** Returns the task definition that ECS makes of a service. */
  static TaskDefinition taskDefinition(
      Optional<FieldValue> name,
      Optional<FieldValue> arn,
      Optional<FieldValue> executionRole,
      Optional<ContainerDefinition> container,
      SourceLocation location) {
    return new TaskDefinition(
        Form.WHOLE,
        name,
        arn,
        executionRole,
        container.stream().toList(),
        List.of(),
        FARGATE,
        Optional.empty(),
        List.of(),
        location,
        Origin.ALONE);
  }
}
