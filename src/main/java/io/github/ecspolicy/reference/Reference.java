package io.github.ecspolicy.reference;

import io.github.ecspolicy.diagnostic.FieldValue;
import java.util.Optional;

/**
 * Something a task definition refers to, as it is written there.
 *
 * @param field which field holds it: the same text means different things in different fields
 * @param value the text and where it stands
 * @param task the name of the task definition, or what stands for it
 * @param container the container it is for; empty for a volume
 * @param name of the environment variable, log option or volume it is for
 * @param windows whether the task runs on Windows, where ECS reads some fields differently
 */
public record Reference(
    Field field,
    FieldValue value,
    String task,
    Optional<String> container,
    Optional<String> name,
    boolean windows) {

  /** The fields whose values ECS looks up with the execution role. */
  public enum Field {
    SECRET("secrets"),
    SECRET_OPTION("logConfiguration.secretOptions"),
    REPOSITORY_CREDENTIALS("repositoryCredentials.credentialsParameter"),
    CREDENTIAL_SPEC("credentialSpecs"),
    FSX_CREDENTIALS(
        "fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter");

    private final String path;

    Field(String path) {
      this.path = path;
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
}
