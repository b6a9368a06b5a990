package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.input.Signature.Mistake;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports of resources what CloudFormation refuses, and what would hide a task definition. */
final class ResourceChecks {
  private static final String REFUSED = "CloudFormation refuses it too";

  /** What tells by itself that a resource is for ECS to run. */
  private static final List<String> OF_TASKS =
      List.of("ContainerDefinitions", "ContainerProperties", "EcsProperties", "PrimaryContainer");

  private final StackTemplate template;
  private final TemplateNodes nodes;

  ResourceChecks(StackTemplate template, TemplateNodes nodes) {
    this.template = template;
    this.nodes = nodes;
  }

  /** Reports what is wrong with {@code resources}, as they are written. */
  void report(List<Node.Member> resources) {
    for (Node.Member resource : resources) {
      if (resource.value() instanceof Node.Mapping object) {
        Optional<String> type = StackTemplate.text(object, "Type");
        if (type.isEmpty()) {
          reportType(resource.key(), object);
        } else if (StackReader.isRead(type.get())) {
          reportProperties(resource.key(), object, StackReader.isTask(type.get()));
          object.member("Condition").map(Node.Member::value).ifPresent(this::reportCondition);
        }
      }
    }
  }

  private void reportType(String key, Node.Mapping resource) {
    boolean isOfTasks =
        resource.object("Properties").stream()
            .anyMatch(properties -> OF_TASKS.stream().anyMatch(properties::has));
    boolean isMade =
        resource.members().stream().anyMatch(member -> TemplateNodes.isInserting(member.key()));
    if (isOfTasks && !isMade) {
      nodes.report(
          resource.member("Type").map(Node.Member::value).orElse(resource),
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          quote(key) + " has the properties of a task definition, but no `Type` that is a string",
          "write `AWS::ECS::TaskDefinition` or whatever it is: CloudFormation takes no expression"
              + " there");
    }
  }

  private void reportProperties(String key, Node.Mapping resource, boolean isTask) {
    Optional<Node> properties =
        resource
            .member("Properties")
            .map(Node.Member::value)
            .filter(value -> !(value instanceof Node.Null));
    boolean isMade =
        resource.members().stream().anyMatch(member -> TemplateNodes.isInserting(member.key()));
    if (properties.isEmpty() && isTask && !isMade) {
      nodes.report(
          resource,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          quote(key) + " has no `Properties`",
          REFUSED);
    }
    properties
        .filter(value -> !(value instanceof Node.Mapping))
        .ifPresent(
            value ->
                nodes.report(
                    value,
                    DiagnosticCode.WRONG_TYPE,
                    "`Properties` of " + quote(key) + " must be an object, found " + value.kind(),
                    REFUSED));
  }

  private void reportCondition(Node condition) {
    Optional<Mistake> mistake =
        condition instanceof Node.Text name
            ? template.mistakenCondition(name)
            : Stream.of(condition)
                .filter(value -> !(value instanceof Node.Null))
                .map(
                    value ->
                        new Mistake(
                            value,
                            "`Condition` takes the name of a condition",
                            "define it under `Conditions`, and write its name"))
                .findFirst();
    mistake.ifPresent(
        each ->
            nodes.report(
                each.at(), DiagnosticCode.EXPRESSION_MALFORMED, each.message(), each.hint()));
  }
}
