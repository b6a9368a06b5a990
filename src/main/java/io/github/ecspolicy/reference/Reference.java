package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import java.util.Optional;

/**
 * Something a task definition refers to, as it is written there.
 *
 * @param field which field holds it: the same text means different things in different fields
 * @param value the text and where it stands
 * @param task the name of the task definition, or what stands for it
 * @param container the container it is for; empty for a volume
 * @param name of the environment variable, log option or volume it is for
 * @param log the log configuration around a log group
 * @param windows whether the task runs on Windows, where ECS reads some fields differently
 */
public record Reference(
    Field field,
    FieldValue value,
    String task,
    Optional<String> container,
    Optional<String> name,
    Optional<LogConfiguration> log,
    boolean windows) {

  /**
   * Into how many parts colons divide the ARN of a part of a secret at least: {@code
   * arn:aws:secretsmanager:…:secret:NAME:json-key:stage:version-id}.
   */
  private static final int PARTS = 10;

  /** How much of what ECS does with the execution role a policy covers; each holds those before. */
  public enum Scope {
    /** Parameters, secrets, and what comes with the fields that name them. */
    SECRETS,
    /** All of it, so that no managed policy is needed beside it. */
    ALL
  }

  /** The fields whose values ECS looks up with the execution role. */
  public enum Field {
    SECRET("secrets"),
    SECRET_OPTION("logConfiguration.secretOptions"),
    REPOSITORY_CREDENTIALS("repositoryCredentials.credentialsParameter"),
    CREDENTIAL_SPEC("credentialSpecs"),
    /** Not in the task definition itself but in a file it names. */
    CREDENTIAL_ARN("credentialSpecs: CredentialArn"),
    FSX_CREDENTIALS(
        "fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter"),
    IMAGE("image", Scope.ALL),
    /** No field of a task definition: what the user says is pulled beside its own images. */
    EXTRA_REPOSITORY("extra repository", Scope.ALL),
    /** No field either: the sidecar that Amazon GuardDuty adds to tasks on Fargate. */
    RUNTIME_MONITORING("Runtime Monitoring", Scope.ALL),
    ENVIRONMENT_FILE("environmentFiles", Scope.ALL),
    FIRELENS_CONFIG("firelensConfiguration.options.config-file-value", Scope.ALL),
    LOG_GROUP("logConfiguration.options.awslogs-group", Scope.ALL);

    private final String path;
    private final Scope scope;

    Field(String path) {
      this(path, Scope.SECRETS);
    }

    Field(String path, Scope scope) {
      this.path = path;
      this.scope = scope;
    }

    /** Returns {@code true} if a policy of {@code wanted} covers this field. */
    boolean isWithin(Scope wanted) {
      return scope.compareTo(wanted) <= 0;
    }

    /** Returns the field as it is spelled below its container or volume. */
    public String path() {
      return path;
    }
  }

  /** Returns the field, and for which variable or option it is: {@code secrets[DB_PASS]}. */
  public String fieldName() {
    return field.path() + name.map(n -> "[" + n + "]").orElse("");
  }

  /** Returns {@code true} if it is to a key or a version of a secret, and not to the whole. */
  public boolean isPartOfSecret() {
    if (field != Field.SECRET && field != Field.SECRET_OPTION
        || !value.text().startsWith(Arn.PREFIX)) {
      return false;
    }
    String[] parts = value.text().split(":", -1);
    return parts.length >= PARTS && !parts[1].isEmpty() && parts[2].equals("secretsmanager");
  }

  /**
   * Returns what is left of it where nobody asks what refers to something, and where: many are the
   * same then.
   */
  public Reference unexplained() {
    return new Reference(
        field,
        new FieldValue(isPartOfSecret() ? value.text() : "", SourceLocation.NOWHERE),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        windows);
  }

  /**
   * Returns {@code true} if ECS names the log streams, and not a service that it runs tasks for.
   */
  public boolean isStreamNamedByEcs() {
    return log.filter(configuration -> !configuration.regionFilledIn()).isPresent();
  }
}
