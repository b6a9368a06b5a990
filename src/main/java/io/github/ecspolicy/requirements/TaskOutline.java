package io.github.ecspolicy.requirements;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All of a task definition that bears on a policy, beside what it refers to.
 *
 * @param name what people know it by
 * @param executionRoleArn as it is written
 * @param role that its tasks are started with
 * @param target where they run
 * @param launchTypes that it says it is for, sorted
 * @param logsToCloudWatch whether a container has the log driver {@code awslogs}
 * @param origin what it stands in
 * @param location of the definition; of the first, where this stands for several
 */
public record TaskOutline(
    String name,
    TaskDefinition.Form form,
    Optional<String> executionRoleArn,
    Optional<ExecutionRole> role,
    TargetAccount target,
    List<String> launchTypes,
    boolean logsToCloudWatch,
    Origin origin,
    SourceLocation location) {

  /** That there is one counts, and not where. */
  private static final List<ContainerDefinition> LOGGING = List.of(logging());

  /** By place; what stands in one place, by all that tells it apart. */
  public static final Comparator<TaskOutline> ORDER =
      Comparator.comparing(TaskOutline::location, Places.ORDER)
          .thenComparing(TaskOutline::name)
          .thenComparing(task -> task.anywhere().toString());

  public TaskOutline {
    // most are for one, and many are kept
    launchTypes =
        launchTypes.size() < 2 ? List.copyOf(launchTypes) : launchTypes.stream().sorted().toList();
  }

  /** Returns the outline of {@code task}. */
  public static TaskOutline of(
      TaskDefinition task, Optional<ExecutionRole> role, TargetAccount target) {
    return new TaskOutline(
        task.nameOrSource(),
        task.form(),
        task.executionRoleArn().map(FieldValue::text),
        role,
        target,
        task.requiresCompatibilities(),
        task.containerDefinitions().stream()
            .flatMap(container -> container.logConfigurations().stream())
            .anyMatch(LogConfiguration::isAwsLogs),
        task.origin(),
        task.location());
  }

  /** Returns the same without its place. */
  TaskOutline anywhere() {
    return at(SourceLocation.NOWHERE);
  }

  /** Returns the same at another place. */
  TaskOutline at(SourceLocation place) {
    return new TaskOutline(
        name, form, executionRoleArn, role, target, launchTypes, logsToCloudWatch, origin, place);
  }

  /** Returns a task definition of which this is the outline. */
  public TaskDefinition toTask() {
    return new TaskDefinition(
        form,
        Optional.of(new FieldValue(name, location)),
        Optional.empty(),
        executionRoleArn.map(text -> new FieldValue(text, location)),
        logsToCloudWatch ? LOGGING : List.of(),
        List.of(),
        launchTypes,
        Optional.empty(),
        List.of(),
        location,
        origin);
  }

  private static ContainerDefinition logging() {
    return new ContainerDefinition(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(
            LogConfiguration.toGroup(Optional.empty(), Optional.empty(), SourceLocation.NOWHERE)),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        SourceLocation.NOWHERE);
  }
}
