package io.github.ecspolicy.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A task definition that is there for what it reads. */
final class SecretsTask {
  private SecretsTask() {}

  /** Returns the text of a task definition in eu-west-1. */
  static String reading(List<String> valueFroms, String role) {
    return """
    {"family": "%s",
     "taskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/%s:1",
     "executionRoleArn": "arn:aws:iam::111122223333:role/%s",
     "containerDefinitions": [{"name": "app", "secrets": [%s]}]}
    """
        .formatted(
            role,
            role,
            role,
            valueFroms.stream()
                .map(valueFrom -> "{\"name\": \"X\", \"valueFrom\": \"" + valueFrom + "\"}")
                .collect(Collectors.joining(",\n")));
  }
}
