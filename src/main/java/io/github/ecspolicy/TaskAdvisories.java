package io.github.ecspolicy;

import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.synthesis.PolicyReport.Advisory;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** What AWS's pages ask for besides the policy when a task reads secrets. */
final class TaskAdvisories {
  private static final String GUIDE =
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/";
  private static final String ENVIRONMENT = GUIDE + "secrets-envvar-secrets-manager.html";

  private TaskAdvisories() {}

  /** Returns what the owners of {@code all} should know. */
  static List<Advisory> of(Collection<ResolvedTask> all) {
    List<Advisory> advisories = new ArrayList<>();
    List<TaskDefinition> tasks = tasksWith(all, TaskAdvisories::isSecret);
    if (any(tasks, TaskAdvisories::lacksRole)) {
      advisories.add(
          new Advisory(
              "`executionRoleArn` is missing: ECS refuses to register a task definition that refers"
                  + " to secrets without it.",
              GUIDE + "task_execution_IAM_role.html"));
    } else if (any(tasksWith(all, reference -> true), TaskAdvisories::lacksRole)) {
      advisories.add(
          new Advisory(
              "`executionRoleArn` is missing: without it, EC2 instances pull images and write logs"
                  + " with their own role, and Fargate refuses the task.",
              GUIDE + "task_execution_IAM_role.html"));
    }
    if (!tasks.isEmpty()) {
      addOnSecrets(tasks, readPartsOfSecrets(all), advisories);
    }
    return advisories;
  }

  private static List<TaskDefinition> tasksWith(
      Collection<ResolvedTask> all, Predicate<ResolvedReference> reference) {
    return all.stream()
        .filter(task -> task.references().stream().anyMatch(reference))
        .map(ResolvedTask::task)
        .toList();
  }

  private static boolean lacksRole(TaskDefinition task) {
    // Terraform may know which role it is before it knows its name
    boolean isAddressed =
        task.origin() instanceof Origin.Configuration configuration
            && configuration.role().isPresent();
    return task.form() == Form.WHOLE && task.executionRoleArn().isEmpty() && !isAddressed;
  }

  private static boolean isSecret(ResolvedReference reference) {
    return reference.kind() == Kind.PARAMETER || reference.kind() == Kind.SECRET;
  }

  private static void addOnSecrets(
      List<TaskDefinition> tasks, boolean parts, List<Advisory> advisories) {
    if (any(tasks, task -> task.mayRunOn("FARGATE"))) {
      advisories.add(
          new Advisory(
              "On Fargate, secrets need platform version 1.3.0 or later"
                  + (parts ? "; a key or version of one needs 1.4.0 (1.0.0 on Windows)." : "."),
              ENVIRONMENT));
    }
    if (any(tasks, task -> task.mayRunOn("EC2"))) {
      advisories.add(
          new Advisory(
              "On EC2, secrets need version 1.22.0 or later of the container agent"
                  + (parts ? "; a key or version of one needs 1.37.0." : "."),
              ENVIRONMENT));
    }
    if (any(tasks, task -> task.mayRunOn("EC2") && logsToCloudWatch(task))) {
      advisories.add(
          new Advisory(
              "With the `awslogs` driver on EC2, the container agent uses the execution role only"
                  + " if `ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE` is `true`; set it yourself on"
                  + " Windows container instances, it is not the default there.",
              ENVIRONMENT));
    }
    advisories.add(
        new Advisory(
            "Values are injected when a container starts: force a new deployment after a secret was"
                + " changed or rotated.",
            ENVIRONMENT));
  }

  private static boolean any(Collection<TaskDefinition> tasks, Predicate<TaskDefinition> test) {
    return tasks.stream().anyMatch(test);
  }

  private static boolean readPartsOfSecrets(Collection<ResolvedTask> all) {
    return all.stream()
        .flatMap(task -> task.references().stream())
        .anyMatch(need -> need.reference().isPartOfSecret());
  }

  private static boolean logsToCloudWatch(TaskDefinition task) {
    return task.containerDefinitions().stream()
        .flatMap(container -> container.logConfigurations().stream())
        .anyMatch(LogConfiguration::isAwsLogs);
  }
}
