package io.github.ecspolicy;

import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where tasks run if nobody says it: the defaults of AWS's own tools.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html">Region</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">config file</a>
 */
public final class AwsEnvironment {
  private final Map<String, String> variables;
  private final Path home;

  private AwsEnvironment(Map<String, String> variables, Path home) {
    this.variables = variables;
    this.home = home;
  }

  /**
   * Returns the Region of {@code AWS_REGION}, {@code AWS_DEFAULT_REGION} or the profile in the
   * config file, and the account of {@code AWS_ACCOUNT_ID}; what is not set or cannot be used is
   * left open.
   *
   * @param variables the environment variables
   * @param home the user's home folder
   */
  public static TargetAccount defaults(Map<String, String> variables, Path home) {
    AwsEnvironment environment = new AwsEnvironment(variables, home);
    Optional<String> region =
        environment
            .variable("AWS_REGION")
            .or(() -> environment.variable("AWS_DEFAULT_REGION"))
            .or(environment::regionOfProfile)
            .filter(name -> Partition.ofRegion(name).isPresent());
    Optional<String> account =
        environment.variable("AWS_ACCOUNT_ID").filter(TargetAccount::isAccount);
    return new TargetAccount(region, account);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  private Optional<String> regionOfProfile() {
    String profile =
        variable("AWS_PROFILE").or(() -> variable("AWS_DEFAULT_PROFILE")).orElse("default");
    try {
      Path file =
          variable("AWS_CONFIG_FILE").map(Path::of).orElse(home.resolve(".aws").resolve("config"));
      return regionOf(profile, Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException e) {
      // No config file, or none that can be read: nothing is set there.
      return Optional.empty();
    }
  }

  private static Optional<String> regionOf(String profile, List<String> lines) {
    boolean within = false;
    for (String line : lines) {
      String trimmed = line.strip();
      if (trimmed.startsWith("[")) {
        String section = trimmed.replaceAll("[\\[\\]]", "").strip();
        // Only the default profile may stand there without the word.
        within =
            section.equals("profile " + profile)
                || profile.equals("default") && section.equals(profile);
      } else if (within && line.matches("region\\s*=.*")) {
        return Optional.of(trimmed.substring(trimmed.indexOf('=') + 1).strip());
      }
    }
    return Optional.empty();
  }
}
