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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads job definitions of AWS Batch, which registers a task definition for each: with the
 * container, or containers, of a job, or with those of each range of nodes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html">
 *     RegisterJobDefinition</a>
 */
final class BatchJobDefinition {
  private static final String CONTAINER = "containerProperties";
  private static final String ECS = "ecsProperties";
  private static final String NODES = "nodeProperties";
  private static final String EKS = "eksProperties";

  private static final String TASKS = "taskProperties";
  private static final String NODE_RANGES = "nodeRangeProperties";

  /** What Batch calls the container of a job that has only one, in the name of its log stream. */
  private static final String ONLY_CONTAINER = "default";

  /**
   * Where logs go unless something else is said. Streams are named {@code
   * jobDefinitionName/default/ecs_task_id}, but that is said to change, so it is no prefix.
   *
   * @see <a href="https://docs.aws.amazon.com/batch/latest/userguide/using_awslogs.html">the log
   *     driver of AWS Batch</a>
   */
  private static final String LOG_GROUP = "/aws/batch/job";

  /** What a job definition runs on that says nothing of it. */
  private static final List<String> PLATFORM_BY_DEFAULT = List.of("EC2");

  private final TaskDefinitionReader tasks;
  private final FieldReader fields;

  /** A reader that says with {@code tasks} what is not as it has to be. */
  BatchJobDefinition(TaskDefinitionReader tasks) {
    this.tasks = tasks;
    this.fields = tasks.fields();
  }

  /** Returns {@code true} if {@code document} has one of the fields that tell what a job runs. */
  static boolean isJobDefinition(Node.Mapping document) {
    return document.object(CONTAINER).isPresent()
        || document.object(ECS).filter(ecs -> ecs.has(TASKS)).isPresent()
        || document.object(NODES).filter(nodes -> nodes.has(NODE_RANGES)).isPresent()
        || document.object(EKS).isPresent();
  }

  /**
   * A job definition by its parts, wherever they stand.
   *
   * @param platforms its {@code platformCapabilities}
   * @param eks its {@code eksProperties}, of which nothing is read
   */
  record Parts(
      Optional<FieldValue> name,
      Optional<FieldValue> arn,
      List<FieldValue> platforms,
      Optional<Place<Node.Mapping>> container,
      Optional<Place<Node.Mapping>> ecs,
      Optional<Place<Node.Mapping>> nodes,
      Optional<? extends Place<? extends Node>> eks) {
    Parts {
      platforms = List.copyOf(platforms);
    }
  }

  /** Returns the task definitions of the job definition {@code job}, as the API has it. */
  List<TaskDefinition> read(Place<Node.Mapping> job) {
    // It cannot be run any more:
    // https://docs.aws.amazon.com/batch/latest/APIReference/API_DeregisterJobDefinition.html
    if (fields.text(job, "status").filter(status -> status.text().equals("INACTIVE")).isPresent()) {
      return List.of();
    }
    if (Stream.of(CONTAINER, ECS, NODES, EKS).allMatch(field -> fields.lacks(job, field))) {
      fields.report(
          job,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          "this job definition has no properties of a container",
          "AWS Batch refuses it too");
      return List.of();
    }
    return read(
        new Parts(
            fields.text(job, "jobDefinitionName"),
            fields.text(job, "jobDefinitionArn"),
            fields.texts(job, "platformCapabilities"),
            fields.object(job, CONTAINER),
            fields.object(job, ECS),
            fields.object(job, NODES),
            fields.member(job, EKS)));
  }

  /** Returns the task definitions of a job definition. */
  List<TaskDefinition> read(Parts job) {
    List<TaskDefinition> all = new ArrayList<>();
    job.container().ifPresent(container -> all.add(ofContainer(container, job)));
    job.ecs().ifPresent(ecs -> all.addAll(ofTasks(ecs, job)));
    job.nodes()
        .ifPresent(
            nodes ->
                fields
                    .objects(nodes, NODE_RANGES, range -> ofNodes(range, job))
                    .forEach(all::addAll));
    job.eks().ifPresent(this::noteEks);
    return List.copyOf(all);
  }

  private List<TaskDefinition> ofNodes(Place<Node.Mapping> range, Parts job) {
    List<TaskDefinition> all = new ArrayList<>();
    fields.object(range, "container").ifPresent(only -> all.add(ofContainer(only, job)));
    fields.object(range, ECS).ifPresent(ecs -> all.addAll(ofTasks(ecs, job)));
    fields.member(range, EKS).ifPresent(this::noteEks);
    return all;
  }

  private List<TaskDefinition> ofTasks(Place<Node.Mapping> ecs, Parts job) {
    return fields.objects(
        ecs,
        TASKS,
        task ->
            taskDefinition(
                task, fields.objects(task, "containers", this::containerDefinition), job));
  }

  private TaskDefinition ofContainer(Place<Node.Mapping> only, Parts job) {
    return taskDefinition(only, List.of(containerDefinition(only).named(ONLY_CONTAINER)), job);
  }

  private TaskDefinition taskDefinition(
      Place<Node.Mapping> task, List<ContainerDefinition> containers, Parts job) {
    List<String> platforms = job.platforms().stream().map(FieldValue::text).toList();
    return new TaskDefinition(
        Form.WHOLE,
        job.name(),
        job.arn(),
        tasks.executionRole(task),
        containers,
        List.of(),
        platforms.isEmpty() ? PLATFORM_BY_DEFAULT : platforms,
        tasks.runtimePlatform(task),
        tasks.beyondSecrets(),
        fields.locate(task),
        Origin.ALONE);
  }

  private ContainerDefinition containerDefinition(Place<Node.Mapping> place) {
    ContainerDefinition container = tasks.containerDefinition(place);
    SourceLocation at = fields.locate(place);
    List<LogConfiguration> logs = container.logConfigurations();
    return container.loggingTo(
        logs.isEmpty()
            ? List.of(
                LogConfiguration.toGroup(
                    Optional.of(new FieldValue(LOG_GROUP, at)), Optional.empty(), at))
            : logs.stream()
                .map(log -> log.filledIn(new FieldValue(LOG_GROUP, log.location())))
                .toList());
  }

  private void noteEks(Place<? extends Node> place) {
    fields.report(
        place,
        DiagnosticCode.JOB_ON_EKS,
        "jobs of this definition run on Amazon EKS, where there is no task execution role",
        "nothing of it is in a policy");
  }
}
