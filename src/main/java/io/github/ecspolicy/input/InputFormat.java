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
  CONTAINER_DEFINITIONS,

  /**
   * Output of <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeDaemonTaskDefinition.html">
   * DescribeDaemonTaskDefinition</a>; the input of RegisterDaemonTaskDefinition has the shape of a
   * task definition.
   */
  DESCRIBED_DAEMON_TASK_DEFINITION,

  /**
   * Input of <a
   * href="https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html">
   * RegisterJobDefinition</a> of AWS Batch.
   */
  JOB_DEFINITION,

  /**
   * Output of <a
   * href="https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobDefinitions.html">
   * DescribeJobDefinitions</a>.
   */
  DESCRIBED_JOB_DEFINITIONS,

  /**
   * Input of <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html">
   * CreateExpressGatewayService</a>.
   */
  EXPRESS_SERVICE,

  /**
   * Output of <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeExpressGatewayService.html">
   * DescribeExpressGatewayService</a>.
   */
  DESCRIBED_EXPRESS_SERVICE,

  /** A plan or state of Terraform or OpenTofu; see {@link TerraformReader}. */
  TERRAFORM,

  /** The export of a stack of Pulumi; see {@link PulumiReader}. */
  PULUMI;

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
    if (holds(mapping, "daemonTaskDefinition", Node.Mapping.class::isInstance)) {
      return Optional.of(DESCRIBED_DAEMON_TASK_DEFINITION);
    }
    if (BatchJobDefinition.isJobDefinition(mapping)) {
      return Optional.of(JOB_DEFINITION);
    }
    if (holds(mapping, "jobDefinitions", Node.Sequence.class::isInstance)) {
      return Optional.of(DESCRIBED_JOB_DEFINITIONS);
    }
    if (ExpressService.isService(mapping)) {
      return Optional.of(EXPRESS_SERVICE);
    }
    if (holds(mapping, "service", ExpressService::isDescribed)) {
      return Optional.of(DESCRIBED_EXPRESS_SERVICE);
    }
    if (TerraformReader.isTerraform(mapping)) {
      return Optional.of(TERRAFORM);
    }
    return PulumiResource.isExport(mapping) ? Optional.of(PULUMI) : Optional.empty();
  }

  private static Optional<InputFormat> detect(List<Node> items) {
    if (items.stream().anyMatch(item -> detectItem(item).isPresent())) {
      return Optional.of(TASK_DEFINITION_LIST);
    }
    if (items.stream().anyMatch(InputFormat::isContainerDefinition)) {
      return Optional.of(CONTAINER_DEFINITIONS);
    }
    return Optional.empty();
  }

  /** Returns the form of an item of a list, which is never a plan, a state or an export. */
  static Optional<InputFormat> detectItem(Node item) {
    return detect(item).filter(format -> format != TERRAFORM && format != PULUMI);
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
      if (mapping.has("Resources") || mapping.has("AWSTemplateFormatVersion")) {
        return Optional.of("a CloudFormation template that defines nothing which ECS runs");
      }
      if (mapping.has("Statement")) {
        return Optional.of("an IAM policy: name the task definitions that it is for");
      }
      if (mapping.has("taskDefinitionArns")) {
        return Optional.of("a list of ARNs: describe each with `aws ecs describe-task-definition`");
      }
      if (mapping.has("jobDefinitionName")) {
        return Optional.of("an AWS Batch job definition without properties of a container");
      }
      if (mapping.has("@level") && mapping.has("@message")) {
        return Optional.of(
            "what Terraform says while it runs: read what `terraform show -json PLAN` prints of a"
                + " plan that `terraform plan -out=PLAN` has written");
      }
      if (mapping.has("encrypted_data")) {
        return Optional.of("an encrypted state of OpenTofu: read what `tofu show -json` prints");
      }
      if (mapping.has("infrastructureRoleArn")) {
        return Optional.of("an Express Mode service without a container: read its task definition");
      }
    }
    return Optional.empty();
  }
}
