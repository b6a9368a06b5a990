package io.github.ecspolicy.task;

import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What ECS uses the execution role for, out of one task definition. Field names are those of <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html">
 * RegisterTaskDefinition</a>; fields that never touch the execution role are not kept, plain
 * environment values least of all.
 *
 * @param form whether the input was a whole task definition or only its containers
 * @param executionRoleArn an ARN or, as ECS accepts too, the bare name of the role
 * @param runtimePlatform {@code operatingSystemFamily}, such as {@code WINDOWS_SERVER_2022_CORE}
 * @param location of the definition within its input
 */
public record TaskDefinition(
    Form form,
    Optional<FieldValue> family,
    Optional<FieldValue> taskDefinitionArn,
    Optional<FieldValue> executionRoleArn,
    List<ContainerDefinition> containerDefinitions,
    List<FsxVolume> fsxVolumes,
    List<String> requiresCompatibilities,
    Optional<String> runtimePlatform,
    SourceLocation location) {

  /** How much of a task definition the input held. */
  public enum Form {
    /** An object with {@code containerDefinitions} in it. */
    WHOLE,
    /** A bare list of container definitions, which has no place for a role or a family. */
    CONTAINERS_ONLY
  }

  /** One entry of {@code containerDefinitions}. */
  public record ContainerDefinition(
      Optional<String> name,
      List<Secret> secrets,
      List<LogConfiguration> logConfigurations,
      Optional<FieldValue> repositoryCredentials,
      List<FieldValue> credentialSpecs,
      List<FieldValue> dockerSecurityOptions,
      List<FieldValue> environmentFiles,
      Optional<FieldValue> firelensConfigFile) {
    public ContainerDefinition {
      secrets = List.copyOf(secrets);
      logConfigurations = List.copyOf(logConfigurations);
      credentialSpecs = List.copyOf(credentialSpecs);
      dockerSecurityOptions = List.copyOf(dockerSecurityOptions);
      environmentFiles = List.copyOf(environmentFiles);
    }
  }

  /**
   * An entry of {@code secrets} or {@code secretOptions}: an environment variable or log option.
   */
  public record Secret(Optional<String> name, FieldValue valueFrom) {}

  /**
   * {@code logConfiguration}.
   *
   * @param createGroup the option {@code awslogs-create-group}
   */
  public record LogConfiguration(
      Optional<String> logDriver, Optional<FieldValue> createGroup, List<Secret> secretOptions) {
    public LogConfiguration {
      secretOptions = List.copyOf(secretOptions);
    }
  }

  /**
   * A volume with {@code fsxWindowsFileServerVolumeConfiguration}.
   *
   * @param credentialsParameter of its {@code authorizationConfig}
   */
  public record FsxVolume(Optional<String> name, FieldValue credentialsParameter) {}

  public TaskDefinition {
    containerDefinitions = List.copyOf(containerDefinitions);
    fsxVolumes = List.copyOf(fsxVolumes);
    requiresCompatibilities = List.copyOf(requiresCompatibilities);
  }

  /** Returns the name people know it by: its family, else the family in its ARN. */
  public Optional<String> name() {
    return family
        .map(FieldValue::text)
        .or(() -> taskDefinitionArn.map(arn -> arn.text().replaceFirst(".*task-definition/", "")));
  }

  /** Returns {@code true} if it says that it runs on Windows. */
  public boolean isWindows() {
    return runtimePlatform
        .filter(family -> family.toUpperCase(Locale.ROOT).startsWith("WINDOWS"))
        .isPresent();
  }
}
