package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.ContainerDefinition;
import io.github.ecspolicy.task.TaskDefinition.CredentialSpec;
import io.github.ecspolicy.task.TaskDefinition.FsxVolume;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.task.TaskDefinition.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The only class that knows which field of a task definition holds a reference. */
public final class ReferenceCollector {
  private final TaskDefinition task;
  private final Scope scope;
  private final LaunchTypeRules rules;
  private final List<Reference> references = new ArrayList<>();

  private ReferenceCollector(TaskDefinition task, Scope scope) {
    this.task = task;
    this.scope = scope;
    this.rules = new LaunchTypeRules(task);
  }

  /**
   * What a task definition refers to.
   *
   * @param references in the order of the document, and then those to the images that are pulled
   *     beside its own
   * @param diagnostics what stands there and is not looked up, or not everywhere
   */
  public record Collected(List<Reference> references, List<Diagnostic> diagnostics) {
    public Collected {
      references = List.copyOf(references);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Returns what {@code task} refers to within {@code scope}. */
  public static Collected collect(TaskDefinition task, PolicyScope scope) {
    ReferenceCollector collector = new ReferenceCollector(task, scope.extent());
    task.containerDefinitions().forEach(collector::collect);
    for (FsxVolume volume : task.fsxVolumes()) {
      if (collector.rules.allowFsxVolume(volume.credentialsParameter())) {
        collector.add(
            Field.FSX_CREDENTIALS, volume.credentialsParameter(), Optional.empty(), volume.name());
      }
    }
    for (Arn repository : scope.extraRepositories()) {
      collector.addForTask(Field.EXTRA_REPOSITORY, repository.toString());
    }
    // https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html
    if (scope.runtimeMonitoring() && task.mayRunOn("FARGATE")) {
      collector.addForTask(Field.RUNTIME_MONITORING, GuardDutyAgent.REPOSITORY);
    }
    return new Collected(collector.references, collector.rules.diagnostics());
  }

  private void collect(ContainerDefinition container) {
    if (container.repositoryCredentials().isEmpty()) {
      FieldValue image =
          container.image().orElseGet(() -> new FieldValue("", container.location()));
      add(Field.IMAGE, Optional.of(image), container);
    }
    for (Secret secret : container.secrets()) {
      add(Field.SECRET, secret.valueFrom(), container.name(), secret.name());
    }
    for (LogConfiguration log : container.logConfigurations()) {
      for (Secret option : log.secretOptions()) {
        add(Field.SECRET_OPTION, option.valueFrom(), container.name(), option.name());
      }
      if (log.isAwsLogs()) {
        FieldValue group = log.group().orElseGet(() -> new FieldValue("", log.location()));
        add(Field.LOG_GROUP, group, container.name(), Optional.empty(), Optional.of(log));
      }
    }
    add(Field.REPOSITORY_CREDENTIALS, container.repositoryCredentials(), container);
    for (CredentialSpec spec : credentialSpecs(container)) {
      add(Field.CREDENTIAL_SPEC, Optional.of(spec.value()), container);
      if (spec.isDomainless()) {
        add(Field.CREDENTIAL_ARN, credentialArn(spec), container);
      }
    }
    for (FieldValue file : container.environmentFiles()) {
      add(Field.ENVIRONMENT_FILE, Optional.of(file), container);
    }
    if (Field.FIRELENS_CONFIG.isWithin(scope)) {
      Optional<FieldValue> file = container.firelensConfigFile();
      add(Field.FIRELENS_CONFIG, file.filter(rules::allowFirelensFile), container);
    }
  }

  /** An empty text where the content is not at hand. */
  private static Optional<FieldValue> credentialArn(CredentialSpec spec) {
    return spec.isAtHand()
        ? spec.credentialArn()
        : Optional.of(new FieldValue("", spec.value().location()));
  }

  /**
   * The agent looks into {@code dockerSecurityOptions}, where credential specs used to stand, only
   * if {@code credentialSpecs} is empty; options of other kinds stand there too.
   */
  private List<CredentialSpec> credentialSpecs(ContainerDefinition container) {
    if (!container.credentialSpecs().isEmpty()) {
      return container.credentialSpecs().stream().filter(rules::allowCredentialSpec).toList();
    }
    return container.dockerSecurityOptions().stream()
        .filter(option -> option.value().text().contains("credentialspec"))
        .filter(rules::allowDockerSecurityOption)
        .toList();
  }

  private void add(Field field, Optional<FieldValue> value, ContainerDefinition container) {
    value.ifPresent(each -> add(field, each, container.name(), Optional.empty()));
  }

  private void addForTask(Field field, String text) {
    FieldValue value = new FieldValue(text, task.location());
    add(field, value, Optional.empty(), Optional.empty());
  }

  private void add(
      Field field, FieldValue value, Optional<String> container, Optional<String> name) {
    add(field, value, container, name, Optional.empty());
  }

  private void add(
      Field field,
      FieldValue value,
      Optional<String> container,
      Optional<String> name,
      Optional<LogConfiguration> log) {
    if (field.isWithin(scope)) {
      String taskName = task.name().orElseGet(() -> value.location().source());
      references.add(new Reference(field, value, taskName, container, name, log, task.isWindows()));
    }
  }
}
