package io.github.ecspolicy.input;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The forms in which people keep task definitions, told by shape, never by file name. */
enum InputFormat {
  /**
   * Input of <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html">
   * RegisterTaskDefinition</a>: an object with {@code containerDefinitions}.
   */
  TASK_DEFINITION,

  /**
   * Output of <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html">
   * DescribeTaskDefinition</a>: {@code {"taskDefinition": {…}}}.
   */
  DESCRIBED_TASK_DEFINITION,

  /** Several descriptions in one object: {@code {"taskDefinitions": […]}}. */
  DESCRIBED_TASK_DEFINITIONS,

  /** A list of any of the above. */
  TASK_DEFINITION_LIST,

  /** A bare list of container definitions, as Terraform's {@code container_definitions} holds. */
  CONTAINER_DEFINITIONS;

  /** Keys that by themselves tell a container definition from other objects. */
  private static final List<String> CONTAINER_KEYS =
      List.of("image", "secrets", "logConfiguration", "repositoryCredentials");

  /** Returns the form of {@code document}, or empty if it holds no task definition. */
  static Optional<InputFormat> detect(Node document) {
    if (document instanceof Node.Mapping mapping) {
      return detect(mapping);
    }
    if (document instanceof Node.Sequence list && !list.items().isEmpty()) {
      return detect(list.items());
    }
    return Optional.empty();
  }

  private static Optional<InputFormat> detect(Node.Mapping mapping) {
    if (holds(mapping, "taskDefinition", Node.Mapping.class::isInstance)) {
      return Optional.of(DESCRIBED_TASK_DEFINITION);
    }
    if (mapping.has("containerDefinitions")) {
      return Optional.of(TASK_DEFINITION);
    }
    if (holds(mapping, "taskDefinitions", Node.Sequence.class::isInstance)) {
      return Optional.of(DESCRIBED_TASK_DEFINITIONS);
    }
    return Optional.empty();
  }

  private static Optional<InputFormat> detect(List<Node> items) {
    if (items.stream().anyMatch(item -> detect(item).isPresent())) {
      return Optional.of(TASK_DEFINITION_LIST);
    }
    if (items.stream().anyMatch(InputFormat::isContainerDefinition)) {
      return Optional.of(CONTAINER_DEFINITIONS);
    }
    return Optional.empty();
  }

  private static boolean holds(Node.Mapping mapping, String key, Predicate<Node> type) {
    return mapping.member(key).map(Node.Member::value).filter(type).isPresent();
  }

  private static boolean isContainerDefinition(Node item) {
    return item instanceof Node.Mapping mapping && CONTAINER_KEYS.stream().anyMatch(mapping::has);
  }

  /** Returns what a document that is no task definition looks like, if it is well known. */
  static Optional<String> recognise(Node document) {
    if (document instanceof Node.Mapping mapping) {
      if (isContainerDefinition(mapping)) {
        return Optional.of("a single container definition: put it in a list, `[` and `]`");
      }
      if (mapping.has("planned_values") || mapping.has("terraform_version")) {
        return Optional.of(
            "a Terraform plan or state: read the output of `aws ecs describe-task-definition`");
      }
      if (mapping.has("Resources") || mapping.has("AWSTemplateFormatVersion")) {
        return Optional.of("a CloudFormation template that defines nothing which ECS runs");
      }
      if (mapping.has("taskDefinitionArns")) {
        return Optional.of("a list of ARNs: describe each with `aws ecs describe-task-definition`");
      }
      if (mapping.has("jobDefinitions") || mapping.has("jobDefinitionName")) {
        return Optional.of(
            "an AWS Batch job definition: Batch registers a task definition from it");
      }
    }
    return Optional.empty();
  }
}
