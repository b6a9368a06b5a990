package io.github.ecspolicy.task;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.template.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What ECS uses the execution role for, out of one task definition. Field names are those of <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html">
 * RegisterTaskDefinition</a>; fields that never touch the execution role are not kept, plain
 * environment values least of all.
 *
 * @param form whether the input was a whole task definition or only its containers
 * @param executionRoleArn an ARN or, as ECS accepts too, the bare name of the role
 * @param runtimePlatform {@code operatingSystemFamily}, such as {@code WINDOWS_SERVER_2022_CORE}
 * @param beyondSecrets what is not as ECS has it where a policy for secrets alone does not look
 * @param location of the definition within its input
 * @param origin what it stands in
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
    List<Diagnostic> beyondSecrets,
    SourceLocation location,
    Origin origin) {

  /** How much of a task definition the input held. */
  public enum Form {
    /** An object with {@code containerDefinitions} in it. */
    WHOLE,
    /** A bare list of container definitions, which has no place for a role or a family. */
    CONTAINERS_ONLY
  }

  /**
   * One entry of {@code containerDefinitions}.
   *
   * @param repositoryCredentials its {@code credentialsParameter}
   * @param environmentFiles the {@code value} of each
   * @param firelensConfigFile {@code config-file-value}, if {@code config-file-type} is {@code s3}
   * @param location of the whole
   */
  public record ContainerDefinition(
      Optional<String> name,
      Optional<FieldValue> image,
      List<Secret> secrets,
      List<LogConfiguration> logConfigurations,
      Optional<FieldValue> repositoryCredentials,
      List<CredentialSpec> credentialSpecs,
      List<CredentialSpec> dockerSecurityOptions,
      List<FieldValue> environmentFiles,
      Optional<FieldValue> firelensConfigFile,
      SourceLocation location) {
    public ContainerDefinition {
      secrets = List.copyOf(secrets);
      logConfigurations = List.copyOf(logConfigurations);
      credentialSpecs = List.copyOf(credentialSpecs);
      dockerSecurityOptions = List.copyOf(dockerSecurityOptions);
      environmentFiles = List.copyOf(environmentFiles);
    }

    /** Returns the same under another name. */
    public ContainerDefinition named(String other) {
      return new ContainerDefinition(
          Optional.of(other),
          image,
          secrets,
          logConfigurations,
          repositoryCredentials,
          credentialSpecs,
          dockerSecurityOptions,
          environmentFiles,
          firelensConfigFile,
          location);
    }

    /** Returns the same with other log configurations. */
    public ContainerDefinition loggingTo(List<LogConfiguration> others) {
      return new ContainerDefinition(
          name,
          image,
          secrets,
          others,
          repositoryCredentials,
          credentialSpecs,
          dockerSecurityOptions,
          environmentFiles,
          firelensConfigFile,
          location);
    }
  }

  /**
   * An entry of {@code secrets} or {@code secretOptions}: an environment variable or log option.
   */
  public record Secret(Optional<String> name, FieldValue valueFrom) {}

  /**
   * {@code logConfiguration}.
   *
   * @param group the option {@code awslogs-group}
   * @param region the option {@code awslogs-region}
   * @param streamPrefix the option {@code awslogs-stream-prefix}
   * @param createGroup the option {@code awslogs-create-group}
   * @param regionFilledIn whether the Region of the task is given to the driver where the option is
   *     missing, as AWS Batch and Express Mode do
   * @param location of the whole
   */
  public record LogConfiguration(
      Optional<FieldValue> logDriver,
      Optional<FieldValue> group,
      Optional<FieldValue> region,
      Optional<FieldValue> streamPrefix,
      Optional<FieldValue> createGroup,
      List<Secret> secretOptions,
      boolean regionFilledIn,
      SourceLocation location) {
    private static final String AWS_LOGS = "awslogs";

    // What the driver reads as true: https://pkg.go.dev/strconv#ParseBool
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    public LogConfiguration {
      secretOptions = List.copyOf(secretOptions);
    }

    /** Returns {@code true} if logs go to CloudWatch Logs with the execution role. */
    public boolean isAwsLogs() {
      return logDriver.filter(driver -> driver.text().equals(AWS_LOGS)).isPresent();
    }

    /** Returns one of the driver {@code awslogs}, for a service that fills in the Region. */
    public static LogConfiguration toGroup(
        Optional<FieldValue> group, Optional<FieldValue> streamPrefix, SourceLocation location) {
      return new LogConfiguration(
          Optional.of(new FieldValue(AWS_LOGS, location)),
          group,
          Optional.empty(),
          streamPrefix,
          Optional.empty(),
          List.of(),
          true,
          location);
    }

    /**
     * Returns the same for a service that fills in the Region, and a group if there is none.
     *
     * @param byDefault the group where none is named
     */
    public LogConfiguration filledIn(FieldValue byDefault) {
      return new LogConfiguration(
          logDriver,
          isAwsLogs() ? group.or(() -> Optional.of(byDefault)) : group,
          region,
          streamPrefix,
          createGroup,
          secretOptions,
          true,
          location);
    }

    /** Returns {@code true} if the driver is asked to create the log group where there is none. */
    public boolean createsGroup() {
      return createGroup.filter(option -> TRUE.contains(option.text())).isPresent();
    }
  }

  /**
   * An entry of {@code credentialSpecs}, or of {@code dockerSecurityOptions}, where they used to
   * stand among options of other kinds.
   *
   * @param value {@code credentialspec:} or {@code credentialspecdomainless:}, then an ARN or a
   *     file
   * @param isAtHand whether the content of a domainless one is known, or said to be wrong
   * @param credentialArn what that content names as its secret
   */
  public record CredentialSpec(
      FieldValue value, boolean isAtHand, Optional<FieldValue> credentialArn) {
    private static final String DOMAINLESS = "credentialspecdomainless:";
    private static final String DOMAIN_JOINED = "credentialspec:";

    /** Returns {@code true} if its content names a secret. */
    public boolean isDomainless() {
      return value.text().startsWith(DOMAINLESS);
    }

    /** Returns {@code true} if it is of one of the two forms that ECS knows. */
    public boolean hasKnownForm() {
      return isDomainless() || value.text().startsWith(DOMAIN_JOINED);
    }

    /** Returns where its content is: an ARN or a file. */
    public String place() {
      return value.text().substring(value.text().indexOf(':') + 1);
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
    beyondSecrets = List.copyOf(beyondSecrets);
  }

  /** Returns the name people know it by: its family, else the family in its ARN. */
  public Optional<String> name() {
    return family
        .map(FieldValue::text)
        .or(() -> taskDefinitionArn.map(arn -> arn.text().replaceFirst(".*task-definition/", "")));
  }

  /** Returns the same, or where the task definition stands if it has no name. */
  public String nameOrSource() {
    return name().orElseGet(location::source);
  }

  /**
   * Returns where the revision begins, after its colon, that {@code arn} ends in, or its length if
   * there is none.
   */
  public static int endOfFamily(CharSequence arn) {
    int begin = arn.length();
    while (begin > 0 && arn.charAt(begin - 1) >= '0' && arn.charAt(begin - 1) <= '9') {
      begin--;
    }
    return begin > 0 && arn.charAt(begin - 1) == ':' ? begin : arn.length();
  }

  /** Returns the same, standing in {@code place}. */
  public TaskDefinition in(Origin place) {
    return new TaskDefinition(
        form,
        family,
        taskDefinitionArn,
        executionRoleArn,
        containerDefinitions,
        fsxVolumes,
        requiresCompatibilities,
        runtimePlatform,
        beyondSecrets,
        location,
        place);
  }

  /** Returns the same for {@code launchType} and no other. */
  public TaskDefinition onlyFor(String launchType) {
    return new TaskDefinition(
        form,
        family,
        taskDefinitionArn,
        executionRoleArn,
        containerDefinitions,
        fsxVolumes,
        List.of(launchType),
        runtimePlatform,
        beyondSecrets,
        location,
        origin);
  }

  /** Returns {@code true} if it may run on {@code launchType}, such as {@code FARGATE}. */
  public boolean mayRunOn(String launchType) {
    return requiresCompatibilities.isEmpty() || isFor(launchType);
  }

  /** Returns {@code true} if it says that it is for {@code launchType}. */
  public boolean isFor(String launchType) {
    return requiresCompatibilities.stream().anyMatch(launchType::equalsIgnoreCase);
  }

  /** Returns {@code true} if it says that it is for {@code launchTypes} and no others. */
  public boolean isOnlyFor(Set<String> launchTypes) {
    return !requiresCompatibilities.isEmpty()
        && requiresCompatibilities.stream()
            .allMatch(each -> launchTypes.stream().anyMatch(each::equalsIgnoreCase));
  }

  /** Returns {@code true} if it says that it runs on Windows. */
  public boolean isWindows() {
    return runtimePlatform
        .filter(family -> family.toUpperCase(Locale.ROOT).startsWith("WINDOWS"))
        .isPresent();
  }
}
