package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.input.FieldReader.Place;
import io.github.ecspolicy.task.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the task definitions that resources of a stack are, or lead to. Outputs are called like the
 * fields of ECS and Batch; the provider {@code aws} has what contains containers as JSON in a
 * string.
 *
 * @see <a href="https://www.pulumi.com/registry/packages/aws/api-docs/ecs/taskdefinition/">
 *     aws.ecs.TaskDefinition</a>
 * @see <a href="https://www.pulumi.com/registry/packages/aws/api-docs/batch/jobdefinition/">
 *     aws.batch.JobDefinition</a>
 */
final class PulumiTasks {
  private static final String CONTAINERS = "containerDefinitions";
  private static final String ARN = "arn";
  private static final String FULL_ARN = "taskDefinitionArn";

  private final TaskDefinitionReader tasks;
  private final FieldReader fields;
  private final EmbeddedJson json;

  PulumiTasks(TaskDefinitionReader tasks, EmbeddedJson json) {
    this.tasks = tasks;
    this.fields = tasks.fields();
    this.json = json;
  }

  /** Returns the task definitions of {@code resources}, in their order. */
  List<TaskDefinition> of(List<PulumiResource> resources) {
    return resources.stream()
        .filter(resource -> !resource.isExternal())
        .flatMap(this::taskDefinitions)
        .toList();
  }

  private Stream<TaskDefinition> taskDefinitions(PulumiResource resource) {
    return switch (resource.type()) {
      case "aws:ecs:TaskDefinition", "aws-native:ecs:TaskDefinition" ->
          taskDefinition(resource).stream();
      case "aws:batch:JobDefinition" -> jobDefinition(resource).stream();
      default -> Stream.empty();
    };
  }

  private Optional<TaskDefinition> taskDefinition(PulumiResource resource) {
    Place<Node.Mapping> outputs = resource.outputs();
    if (hasSecrets(resource, "aws ecs describe-task-definition --task-definition FAMILY")) {
      return Optional.empty();
    }
    Optional<Place<Node>> containers = fields.member(outputs, CONTAINERS);
    if (containers.isEmpty()) {
      fields.report(
          outputs,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          quote(resource.urn()) + " has no `" + CONTAINERS + "`",
          "read what Pulumi has written as it is");
      return Optional.empty();
    }
    if (containers.get().node() instanceof Node.Text) {
      containers = json.read(outputs, CONTAINERS, TaskDefinitionReader.WANTED);
    }
    return containers.map(
        place ->
            tasks.taskDefinition(
                new Place<>(asEcsHasIt(outputs.node(), place.node()), outputs.pointer())));
  }

  /** Empty texts are what the provider has for what is not there. */
  private static Node.Mapping asEcsHasIt(Node.Mapping outputs, Node containers) {
    List<Node.Member> members = new ArrayList<>();
    for (Node.Member output : outputs.members()) {
      if (output.key().equals(CONTAINERS)) {
        members.add(new Node.Member(CONTAINERS, containers));
      } else if (output.key().equals(ARN)) {
        members.add(new Node.Member(FULL_ARN, output.value()));
      } else {
        withoutEmptyTexts(output.value())
            .map(v -> new Node.Member(output.key(), v))
            .ifPresent(members::add);
      }
    }
    return new Node.Mapping(outputs.line(), outputs.column(), members);
  }

  private static Optional<Node> withoutEmptyTexts(Node node) {
    if (node instanceof Node.Text text && text.text().isEmpty()) {
      return Optional.empty();
    }
    if (node instanceof Node.Mapping object) {
      List<Node.Member> members = new ArrayList<>();
      for (Node.Member member : object.members()) {
        withoutEmptyTexts(member.value())
            .map(value -> new Node.Member(member.key(), value))
            .ifPresent(members::add);
      }
      return Optional.of(new Node.Mapping(object.line(), object.column(), members));
    }
    return Optional.of(node);
  }

  private List<TaskDefinition> jobDefinition(PulumiResource resource) {
    Place<Node.Mapping> outputs = resource.outputs();
    if (hasSecrets(resource, "aws batch describe-job-definitions --job-definition-name NAME")) {
      return List.of();
    }
    return new BatchJobDefinition(tasks)
        .read(
            new BatchJobDefinition.Parts(
                text(outputs, "name"),
                text(outputs, ARN),
                fields.texts(outputs, "platformCapabilities"),
                object(outputs, "containerProperties"),
                object(outputs, "ecsProperties"),
                object(outputs, "nodeProperties"),
                fields.member(outputs, "eksProperties")));
  }

  private Optional<FieldValue> text(Place<Node.Mapping> place, String output) {
    return fields.text(place, output).filter(value -> !value.text().isEmpty());
  }

  private Optional<Place<Node.Mapping>> object(Place<Node.Mapping> outputs, String output) {
    return json.read(outputs, output, TaskDefinitionReader.WANTED)
        .filter(place -> !(place.node() instanceof Node.Null))
        .flatMap(place -> fields.asObject(place, "the JSON of `" + output + "`"));
  }

  /** Such a value is encrypted, and where it is not it is still none to be read. */
  private boolean hasSecrets(PulumiResource resource, String command) {
    for (String secret : resource.secrets()) {
      fields.report(
          resource.outputs(),
          DiagnosticCode.PULUMI_SECRET,
          "`" + secret + "` of " + quote(resource.urn()) + " is a secret of Pulumi",
          "read what AWS has of it instead: `" + command + "`");
    }
    return !resource.secrets().isEmpty();
  }
}
