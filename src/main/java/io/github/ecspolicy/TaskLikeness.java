package io.github.ecspolicy;

import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.Sha256;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.CredentialSpec;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All that a task definition says, wherever it stands, as a text: the same for two that are alike.
 * Revisions of a family are alike if they differ in nothing but their number and the tags and
 * digests of images, since permissions are for the repository.
 */
final class TaskLikeness {
  private final StringBuilder text = new StringBuilder();

  private TaskLikeness() {}

  /** Returns the text of {@code task}, which stands in nothing but its own document. */
  static String of(TaskDefinition task) {
    TaskLikeness likeness = new TaskLikeness();
    likeness.add(task);
    return likeness.text.toString();
  }

  /** Returns the SHA-256 of the text in hexadecimal, the same in every run. */
  static String digest(String text) {
    // character by character: an encoding has one sign for all that it cannot encode
    ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
    bytes.asCharBuffer().put(text);
    return Sha256.hex(bytes.array());
  }

  private void add(TaskDefinition task) {
    text.append(task.form().ordinal());
    // What has no name of its own is called by its source.
    add(task.name().isPresent() ? "" : task.location().source());
    value(task.family());
    addArn(task);
    value(task.executionRoleArn());
    all(task.requiresCompatibilities(), this::add);
    optional(task.runtimePlatform());
    all(task.containerDefinitions(), this::add);
    all(
        task.fsxVolumes(),
        volume -> {
          optional(volume.name());
          add(volume.credentialsParameter());
        });
    all(task.beyondSecrets(), this::add);
  }

  private void addArn(TaskDefinition task) {
    Optional<String> arn = task.taskDefinitionArn().map(FieldValue::text);
    optional(
        task.family().isPresent()
            ? arn.map(each -> each.substring(0, TaskDefinition.endOfFamily(each)))
            : arn);
  }

  private void add(ContainerDefinition container) {
    optional(container.name());
    optional(
        container
            .image()
            .map(FieldValue::text)
            .map(image -> image.substring(0, ImageReference.endOfName(image))));
    all(container.secrets(), this::add);
    all(container.logConfigurations(), this::add);
    value(container.repositoryCredentials());
    all(container.credentialSpecs(), this::add);
    all(container.dockerSecurityOptions(), this::add);
    all(container.environmentFiles(), this::add);
    value(container.firelensConfigFile());
  }

  private void add(Secret secret) {
    optional(secret.name());
    add(secret.valueFrom());
  }

  private void add(LogConfiguration log) {
    value(log.logDriver());
    value(log.group());
    value(log.region());
    value(log.streamPrefix());
    value(log.createGroup());
    all(log.secretOptions(), this::add);
    text.append(log.regionFilledIn());
  }

  private void add(CredentialSpec spec) {
    add(spec.value());
    text.append(spec.isAtHand());
    value(spec.credentialArn());
  }

  private void add(Diagnostic diagnostic) {
    text.append(diagnostic.code()).append(diagnostic.severity());
    add(diagnostic.message());
  }

  private void value(Optional<FieldValue> value) {
    optional(value.map(FieldValue::text));
  }

  private void add(FieldValue value) {
    add(value.text());
  }

  private void optional(Optional<String> part) {
    if (part.isPresent()) {
      add(part.get());
    } else {
      text.append('-');
    }
  }

  /** With its length, so that no two different rows of parts make the same text. */
  private void add(String part) {
    text.append(part.length()).append(':').append(part);
  }

  private <T> void all(List<T> parts, Consumer<T> add) {
    text.append(parts.size()).append('[');
    parts.forEach(add);
  }
}
