package io.github.ecspolicy.reference;

import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.FsxVolume;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The only class that knows which field of a task definition holds a reference. */
public final class ReferenceCollector {
  private final TaskDefinition task;
  private final List<Reference> references = new ArrayList<>();

  private ReferenceCollector(TaskDefinition task) {
    this.task = task;
  }

  /** Returns the references in {@code task}, in the order of the document. */
  public static List<Reference> collect(TaskDefinition task) {
    ReferenceCollector collector = new ReferenceCollector(task);
    task.containerDefinitions().forEach(collector::collect);
    for (FsxVolume volume : task.fsxVolumes()) {
      collector.add(
          Field.FSX_CREDENTIALS, volume.credentialsParameter(), Optional.empty(), volume.name());
    }
    return List.copyOf(collector.references);
  }

  private void collect(ContainerDefinition container) {
    for (Secret secret : container.secrets()) {
      add(Field.SECRET, secret.valueFrom(), container.name(), secret.name());
    }
    for (LogConfiguration log : container.logConfigurations()) {
      for (Secret option : log.secretOptions()) {
        add(Field.SECRET_OPTION, option.valueFrom(), container.name(), option.name());
      }
    }
    container
        .repositoryCredentials()
        .ifPresent(
            credentials ->
                add(Field.REPOSITORY_CREDENTIALS, credentials, container.name(), Optional.empty()));
    for (FieldValue spec : credentialSpecs(container)) {
      add(Field.CREDENTIAL_SPEC, spec, container.name(), Optional.empty());
    }
  }

  /**
   * The agent looks into {@code dockerSecurityOptions}, where credential specs used to stand, only
   * if {@code credentialSpecs} is empty; options of other kinds stand there too.
   */
  private static List<FieldValue> credentialSpecs(ContainerDefinition container) {
    if (!container.credentialSpecs().isEmpty()) {
      return container.credentialSpecs();
    }
    return container.dockerSecurityOptions().stream()
        .filter(option -> option.text().contains("credentialspec"))
        .toList();
  }

  private void add(
      Field field, FieldValue value, Optional<String> container, Optional<String> name) {
    String taskName = task.name().orElseGet(() -> value.location().source());
    references.add(new Reference(field, value, taskName, container, name, task.isWindows()));
  }
}
