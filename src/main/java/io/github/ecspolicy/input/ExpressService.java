package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
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
                  .objects(
                      service, "activeConfigurations", revision -> described(revision, name, arn))
                  .stream()
                  .flatMap(Optional::stream);
            })
        .toList();
  }

  /** A revision may be of a task definition that somebody registered. */
  private Optional<TaskDefinition> described(
      Place<Node.Mapping> revision, Optional<FieldValue> name, Optional<FieldValue> arn) {
    if (fields.lacks(revision, PRIMARY_CONTAINER)) {
      fields.report(
          revision,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          "this revision of the service has no `" + PRIMARY_CONTAINER + "`",
          "read its task definition: `aws ecs describe-task-definition --task-definition FAMILY`");
      return Optional.empty();
    }
    return Optional.of(read(revision, name, arn));
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

  /** Returns the container that ECS makes of what a service says of it. */
  ContainerDefinition containerDefinition(Place<Node.Mapping> container) {
    Optional<Place<Node.Mapping>> logs = fields.object(container, "awsLogsConfiguration");
    SourceLocation ofLogs = logs.map(fields::locate).orElseGet(() -> fields.locate(container));
    LogConfiguration log =
        LogConfiguration.toGroup(
            logs.flatMap(each -> fields.text(each, "logGroup")),
            Optional.of(
                logs.flatMap(each -> fields.text(each, "logStreamPrefix"))
                    .orElse(new FieldValue(STREAM_PREFIX, ofLogs))),
            ofLogs);
    return new ContainerDefinition(
        Optional.of(CONTAINER),
        fields.text(container, "image"),
        tasks.secrets(container, "secrets"),
        List.of(log),
        tasks.repositoryCredentials(container),
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
