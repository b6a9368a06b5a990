package io.github.ecspolicy.input;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that the user gives as the content of a credential spec.
 *
 * @param location of the credential spec, as it stands in the task definition after {@code
 *     credentialspecdomainless:}; empty if the name of the file tells
 * @param file as the user names it
 */
public record CredentialSpecFile(Optional<String> location, String file) {
  private static final String DOMAINLESS = "credentialspecdomainless:";

  /** No file of the user's starts like this. */
  private static final Pattern LOCATION = Pattern.compile("(arn|file):.*", Pattern.DOTALL);

  public CredentialSpecFile {
    if (file.isBlank() || file.equals(InputFiles.STDIN)) {
      throw new IllegalArgumentException("a file is needed");
    }
  }

  /**
   * Returns what {@code text} gives, {@code FILE} or {@code LOCATION=FILE}, or empty if it is
   * neither. The location ends at the last equals sign, since keys of objects may hold some.
   */
  public static Optional<CredentialSpecFile> parse(String text) {
    String rest = text.startsWith(DOMAINLESS) ? text.substring(DOMAINLESS.length()) : text;
    boolean hasLocation = LOCATION.matcher(rest).matches();
    int equals = rest.lastIndexOf('=');
    String file = hasLocation ? rest.substring(equals + 1) : rest;
    return file.isBlank() || file.equals(InputFiles.STDIN) || hasLocation && equals < 0
        ? Optional.empty()
        : Optional.of(
            new CredentialSpecFile(
                hasLocation ? Optional.of(rest.substring(0, equals)) : Optional.empty(), file));
  }

  /** As the user gave it. */
  @Override
  public String toString() {
    return location.map(each -> each + "=").orElse("") + file;
  }
}
