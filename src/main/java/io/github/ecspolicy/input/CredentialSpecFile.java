package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.Setting;
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

  /** Returns the warning that no task definition has such a credential spec. */
  public Diagnostic unused() {
    Diagnostic unused =
        Diagnostic.of(
            DiagnosticCode.CREDENTIAL_SPEC_UNUSED,
            "no task definition has a domainless credential spec that is read from "
                + Quotation.quote(toString()));
    return location.isPresent()
        ? unused.withHint("write the location as it stands after `credentialspecdomainless:`")
        : unused.withHint(
            "a file is found by the end of the location, where none stands beside the task"
                + " definition: say which it is with ",
            Setting.CREDENTIAL_SPEC.to("LOCATION=FILE"));
  }
}
