package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.Optional;

/** Finds the Parameter Store parameter that a reference means. */
final class ParameterResolver {
  static final String SERVICE = "ssm";

  private static final String PARAMETER = "parameter";

  private final PlaceResolver places;
  private final KeyResolver keys;
  private final SecretResolver secrets;
  private final AccountInventory inventory;
  private final Findings findings;

  ParameterResolver(
      PlaceResolver places,
      KeyResolver keys,
      SecretResolver secrets,
      AccountInventory inventory,
      Findings findings) {
    this.places = places;
    this.keys = keys;
    this.secrets = secrets;
    this.inventory = inventory;
    this.findings = findings;
  }

  /** Whether ECS asks Systems Manager to decrypt the parameter. */
  enum Decryption {
    DECRYPTED,
    /** A SecureString cannot work then, and no key is used. */
    AS_STORED
  }

  /** A name, looked up where the task runs. */
  void byName(String name) {
    if (name.contains(":")) {
      findings.report(
          DiagnosticCode.PARAMETER_VERSION,
          "this is no ARN, so it names a parameter, and such a name holds no colon: " + quote(name),
          "ECS always reads the latest version of a parameter; a key of a JSON secret needs the"
              + " secret's full ARN: `arn:…:secret:NAME-AbCdEf:json-key::`");
    } else if (isValid(name)) {
      (ParameterName.absolute(name).startsWith(ParameterName.PUBLIC)
              ? places.regionalHere()
              : places.here())
          .ifPresent(home -> add(arnOf(home, name), Decryption.DECRYPTED));
    }
  }

  /** An ARN, looked up in its own Region. */
  void byArn(Arn arn) {
    if (arn.account().isEmpty()) {
      findings.report(
          DiagnosticCode.PARAMETER_ACCOUNT_MISSING,
          "the ARN of the parameter has no account: " + quote(findings.text()),
          "a parameter of AWS's own (`/aws/service/…`) is referred to by its name, any other by an"
              + " ARN with its account");
      return;
    }
    Optional<String> name = nameIn(arn);
    Optional<String> own = places.target().account();
    if (name.isPresent() && own.isPresent() && !own.get().equals(arn.account())) {
      findings.report(
          DiagnosticCode.PARAMETER_CROSS_ACCOUNT,
          "the parameter is in account "
              + arn.account()
              + ", the task in "
              + own.get()
              + ": ECS does not read parameters of other accounts",
          "copy the parameter into the task's account, or use a Secrets Manager secret");
    }
    name.ifPresent(each -> add(arnOf(arn, each), Decryption.DECRYPTED));
  }

  /**
   * An ARN of which the agent takes the name only, to ask where the task runs.
   *
   * @param elsewhere what to report if the ARN says otherwise
   */
  void byArnInTaskRegion(Arn arn, Decryption decryption, DiagnosticCode elsewhere) {
    Optional<String> name = nameIn(arn);
    Optional<Arn> home = name.flatMap(each -> places.here());
    if (home.isEmpty()) {
      return;
    }
    if (!home.get().region().equals(arn.region()) || !home.get().account().equals(arn.account())) {
      findings.report(
          elsewhere,
          "ECS ignores the Region and account of this ARN and reads the parameter in "
              + home.get().region()
              + " of account "
              + home.get().account(),
          "keep the parameter where the task runs");
    }
    add(arnOf(home.get(), name.get()), decryption);
  }

  /** The name in the ARN of a parameter, with its leading slash. */
  private Optional<String> nameIn(Arn arn) {
    String resource = arn.resource();
    if (!resource.startsWith(PARAMETER + "/") && !resource.startsWith(PARAMETER + ":")) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not the ARN of a parameter: " + quote(findings.text()),
          "it has the form `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`");
      return Optional.empty();
    }
    String name = resource.substring(PARAMETER.length());
    if (name.startsWith(":")) {
      name = ParameterName.absolute(name.substring(1));
      findings.report(
          DiagnosticCode.PARAMETER_ARN_COLON,
          "the ARN of a parameter has a slash after `parameter`, not a colon: "
              + quote(findings.text()),
          "ECS itself wants " + quote(PARAMETER + name));
    }
    int selector = name.indexOf(':');
    if (selector >= 0) {
      findings.report(
          DiagnosticCode.PARAMETER_VERSION_IN_ARN,
          "ECS reads the latest version of a parameter only: "
              + quote(name.substring(selector))
              + " leaves the value empty or stops the task",
          "drop " + quote(name.substring(selector)));
      name = name.substring(0, selector);
    }
    return Optional.of(name).filter(this::isValid);
  }

  private boolean isValid(String name) {
    if (!ParameterName.isValid(name)) {
      findings.report(
          DiagnosticCode.PARAMETER_NAME,
          "not the name of a parameter: " + quote(name),
          "names are made of letters, digits, `_`, `.`, `-` and at most 15 single `/`");
      return false;
    }
    if (ParameterName.isReserved(name)) {
      findings.report(
          DiagnosticCode.PARAMETER_NAME_RESERVED,
          "nobody but AWS can create a parameter whose name starts with `aws` or `ssm`: "
              + quote(name),
          "check the name; parameters that AWS publishes start with `/aws/service/`");
    } else if (ParameterName.isRelativePath(name)) {
      findings.report(
          DiagnosticCode.PARAMETER_NOT_QUALIFIED,
          "the name of a parameter in a hierarchy starts with a slash: " + quote(name),
          "write " + quote("/" + name));
    }
    return true;
  }

  private static Arn arnOf(Arn home, String name) {
    String absolute = ParameterName.absolute(name);
    String account = absolute.startsWith(ParameterName.PUBLIC) ? "" : home.account();
    return new Arn(home.partition(), SERVICE, home.region(), account, PARAMETER + absolute);
  }

  /**
   * Adds a parameter, and the secret it stands for if it is one of those: Systems Manager asks
   * Secrets Manager in the name of the caller.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html">
   *     references to secrets</a>
   */
  private void add(Arn arn, Decryption decryption) {
    String name = arn.resource().substring(PARAMETER.length());
    boolean isSecret = name.startsWith(ParameterName.SECRET_REFERENCE);
    boolean isOwn = !isSecret && !name.startsWith(ParameterName.PUBLIC);
    boolean hasKey = decryption == Decryption.DECRYPTED && isOwn;
    if (isOwn && inventory.isMissingParameter(arn)) {
      reportMissing(arn, name);
    }
    findings.add(
        ResolvedReference.of(
            findings.reference(),
            Kind.PARAMETER,
            arn,
            hasKey ? keys.keyOf(arn) : new KeyStatus.NotDecrypted()));
    if (isSecret) {
      secrets.byNameAt(arn, name.substring(ParameterName.SECRET_REFERENCE.length()));
    }
  }

  private void reportMissing(Arn arn, String name) {
    findings.add(
        findings
            .at(
                DiagnosticCode.UNKNOWN_PARAMETER,
                "the inventory shows that account "
                    + arn.account()
                    + " has no parameter "
                    + quote(name)
                    + " in "
                    + arn.region())
            .withHint(
                inventory
                    .nearest(arn, name)
                    .map(near -> "did you mean " + quote(near) + "?")
                    .orElse("create it there, or list the parameters of that place again")));
  }
}
