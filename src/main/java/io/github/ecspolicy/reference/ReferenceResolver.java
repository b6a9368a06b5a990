package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import io.github.ecspolicy.reference.KeyStatus.NotDecrypted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns a reference into the resources that ECS asks for, following what the ECS agent and the
 * services do with the text.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html">what
 *     {@code valueFrom} may hold</a>
 */
public final class ReferenceResolver {
  private static final Pattern WILDCARD = Pattern.compile("[*?]|\\$\\{");
  private static final String SSM = "ssm";
  private static final String SECRETS_MANAGER = "secretsmanager";

  private final TargetAccount target;
  private final KeyInventory keys;

  /**
   * Creates a resolver for the references of one task definition.
   *
   * @param target where its tasks run
   * @param keys which key protects what
   */
  public ReferenceResolver(TargetAccount target, KeyInventory keys) {
    this.target = target;
    this.keys = keys;
  }

  /** Returns what {@code reference} comes to; never throws, whatever the text. */
  public Resolution resolve(Reference reference) {
    return new Resolving(reference).resolve();
  }

  /** The work on one reference: what was found so far. */
  private final class Resolving {
    private final Reference reference;
    private final String text;
    private final List<ResolvedReference> resources = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Resolving(Reference reference) {
      this.reference = reference;
      this.text = reference.value().text();
    }

    Resolution resolve() {
      if (text.isBlank()) {
        report(
            DiagnosticCode.VALUE_FROM_EMPTY,
            "the reference is empty",
            "name the parameter, or give the full ARN of the parameter or secret");
      } else if (WILDCARD.matcher(text).find() && !isS3CredentialSpec()) {
        report(
            DiagnosticCode.WILDCARD,
            "a reference cannot hold a wildcard or a placeholder: " + quote(text),
            text.contains("${")
                ? "render the template first, then read its output"
                : "`*` and `?` are IAM syntax; ECS looks for exactly what is written");
      } else {
        switch (reference.field()) {
          case SECRET, SECRET_OPTION -> valueFrom();
          case REPOSITORY_CREDENTIALS -> repositoryCredentials();
          case CREDENTIAL_SPEC -> credentialSpec();
          case FSX_CREDENTIALS -> fsxCredentials();
        }
      }
      return new Resolution(resources, diagnostics);
    }

    private boolean isS3CredentialSpec() {
      return reference.field() == Reference.Field.CREDENTIAL_SPEC && text.contains(":s3:::");
    }

    // secrets and secretOptions

    private void valueFrom() {
      if (!text.startsWith(Arn.PREFIX)) {
        parameterByName();
        return;
      }
      arn(text, SSM, SECRETS_MANAGER)
          .ifPresent(
              arn -> {
                if (arn.service().equals(SSM)) {
                  parameterByArn(arn);
                } else {
                  secretWithSelectors(arn);
                }
              });
    }

    private void parameterByName() {
      if (text.contains(":")) {
        report(
            DiagnosticCode.PARAMETER_VERSION,
            "a text that is no ARN names a parameter, and no such name holds a colon: "
                + quote(text),
            "ECS always reads the latest version of a parameter; a key of a JSON secret needs the"
                + " secret's full ARN: `arn:…:secret:NAME-AbCdEf:json-key::`");
      } else if (isValidParameterName(text)) {
        boolean isPublic = text.startsWith(ParameterName.PUBLIC);
        here(isPublic).ifPresent(home -> parameter(parameterArn(home, text), decryptedKey()));
      }
    }

    private void parameterByArn(Arn arn) {
      if (arn.account().isEmpty()) {
        report(
            DiagnosticCode.PARAMETER_ACCOUNT_MISSING,
            "the ARN of the parameter has no account: " + quote(text),
            "a parameter of AWS's own (`/aws/service/…`) is referred to by its name, any other by"
                + " an ARN with its account");
        return;
      }
      Optional<String> name = nameInArn(arn);
      if (name.isEmpty()) {
        return;
      }
      if (target.account().isPresent() && !target.account().get().equals(arn.account())) {
        report(
            DiagnosticCode.PARAMETER_CROSS_ACCOUNT,
            "the parameter is in account "
                + arn.account()
                + ", the task in "
                + target.account().get()
                + ": ECS does not read parameters of other accounts",
            "copy the parameter into the task's account, or use a Secrets Manager secret");
      }
      parameter(parameterArn(arn, name.get()), decryptedKey());
    }

    /** The name in the ARN of a parameter, with its leading slash. */
    private Optional<String> nameInArn(Arn arn) {
      String resource = arn.resource();
      if (!resource.startsWith("parameter/") && !resource.startsWith("parameter:")) {
        report(
            DiagnosticCode.ARN_MALFORMED,
            "not the ARN of a parameter: " + quote(text),
            "it has the form `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`");
        return Optional.empty();
      }
      String name = resource.substring("parameter".length());
      if (name.startsWith(":")) {
        report(
            DiagnosticCode.PARAMETER_ARN_COLON,
            "the ARN of a parameter has a slash after `parameter`, not a colon: " + quote(text),
            "write `parameter" + ParameterName.absolute(name.substring(1)) + "`");
        name = ParameterName.absolute(name.substring(1));
      }
      int selector = name.indexOf(':');
      if (selector >= 0) {
        report(
            DiagnosticCode.PARAMETER_VERSION_IN_ARN,
            "ECS reads the latest version of a parameter only, "
                + quote(name.substring(selector))
                + " leaves the variable empty or stops the task",
            "drop " + quote(name.substring(selector)));
        name = name.substring(0, selector);
      }
      return Optional.of(name).filter(this::isValidParameterName);
    }

    private boolean isValidParameterName(String name) {
      if (!ParameterName.isValid(name)) {
        report(
            DiagnosticCode.PARAMETER_NAME,
            "not the name of a parameter: " + quote(name),
            "names are made of letters, digits, `_`, `.`, `-` and single `/`");
        return false;
      }
      if (ParameterName.isReserved(name)) {
        report(
            DiagnosticCode.PARAMETER_NAME_RESERVED,
            "nobody but AWS can create a parameter whose name starts with `aws` or `ssm`: "
                + quote(name));
      } else if (ParameterName.isRelativePath(name)) {
        report(
            DiagnosticCode.PARAMETER_NOT_QUALIFIED,
            "the name of a parameter in a hierarchy starts with a slash: " + quote(name),
            "write " + quote("/" + name));
      }
      return true;
    }

    private static Arn parameterArn(Arn home, String name) {
      String absolute = ParameterName.absolute(name);
      String account = absolute.startsWith(ParameterName.PUBLIC) ? "" : home.account();
      return new Arn(home.partition(), SSM, home.region(), account, "parameter" + absolute);
    }

    /**
     * Adds a parameter, and the secret that it stands for if it is one of those: Systems Manager
     * asks Secrets Manager in the name of the caller.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html">
     *     references to secrets</a>
     */
    private void parameter(Arn arn, boolean decrypted) {
      String name = arn.resource().substring("parameter".length());
      boolean isSecret = name.startsWith(ParameterName.SECRET_REFERENCE);
      boolean hasKey = decrypted && !isSecret && !name.startsWith(ParameterName.PUBLIC);
      resources.add(
          new ResolvedReference.Parameter(
              reference, arn, hasKey ? keyOf(arn) : new NotDecrypted()));
      if (isSecret) {
        String secret = name.substring(ParameterName.SECRET_REFERENCE.length());
        secret(secretArn(arn, secret + SecretName.ANY_SUFFIX));
      }
    }

    /** Windows reads credential specs undecrypted; everything else is decrypted. */
    private boolean decryptedKey() {
      return reference.field() != Reference.Field.CREDENTIAL_SPEC || !reference.windows();
    }

    // Secrets Manager

    /** {@code secret:NAME} or {@code secret:NAME:json-key:stage:version-id}, nothing between. */
    private void secretWithSelectors(Arn arn) {
      String[] parts = arn.resource().split(":", -1);
      if (parts.length != 2 && parts.length != 5) {
        report(
            DiagnosticCode.SECRET_ARN_PARTS,
            "the ARN of a secret is followed by nothing or by exactly three colons: "
                + quote(text),
            "append `:json-key::` for a key of the JSON, `::stage:` for a stage, `:::version-id`"
                + " for a version");
        return;
      }
      if (parts.length == 5 && !parts[3].isEmpty() && !parts[4].isEmpty()) {
        report(
            DiagnosticCode.SECRET_STAGE_AND_VERSION,
            "a version stage and a version id exclude each other: " + quote(text),
            "keep one of them");
      }
      secretByArn(arn, parts);
    }

    /** {@code secret:NAME}, sent to Secrets Manager as it is. */
    private void secretVerbatim(Arn arn) {
      String[] parts = arn.resource().split(":", -1);
      if (parts.length > 2) {
        report(
            DiagnosticCode.SECRET_VERBATIM,
            "`" + reference.field().path() + "` takes a secret as a whole, without a key, stage or"
                + " version: " + quote(text),
            "end the ARN after the name of the secret");
        return;
      }
      secretByArn(arn, parts);
    }

    private void secretByArn(Arn arn, String[] parts) {
      if (arn.account().isEmpty() || !parts[0].equals("secret") || parts.length < 2) {
        report(
            DiagnosticCode.ARN_MALFORMED,
            "not the ARN of a secret: " + quote(text),
            "it has the form `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf`");
        return;
      }
      String name = parts[1];
      if (!isValidSecretName(name)) {
        return;
      }
      if (SecretName.isAmbiguous(name)) {
        report(
            DiagnosticCode.SECRET_SUFFIX_AMBIGUOUS,
            "if the name of the secret is "
                + quote(name)
                + ", Secrets Manager takes its last six characters for the random suffix and does"
                + " not find it: no policy can help",
            "write the complete ARN, which ends in a hyphen and six random characters");
      }
      secret(secretArn(arn, SecretName.isComplete(name) ? name : name + SecretName.ANY_SUFFIX));
    }

    private boolean isValidSecretName(String name) {
      if (!SecretName.isValid(name)) {
        report(
            DiagnosticCode.SECRET_NAME,
            "not the name of a secret: " + quote(name),
            "names are made of letters, digits and `/_+=.@-`");
        return false;
      }
      return true;
    }

    private static Arn secretArn(Arn home, String name) {
      return new Arn(
          home.partition(), SECRETS_MANAGER, home.region(), home.account(), "secret:" + name);
    }

    private void secret(Arn arn) {
      KeyStatus key = keyOf(arn);
      if (target.account().filter(account -> !account.equals(arn.account())).isPresent()) {
        foreignSecret(arn, key);
      }
      resources.add(new ResolvedReference.Secret(reference, arn, key));
    }

    /** A secret of another account is always under a key of the customer's own. */
    private void foreignSecret(Arn arn, KeyStatus key) {
      boolean keyKnown = key instanceof KeyStatus.CustomerKey;
      Diagnostic diagnostic =
          at(
                  DiagnosticCode.SECRET_CROSS_ACCOUNT,
                  "the secret is in account "
                      + arn.account()
                      + ": its resource policy and the policy of its KMS key must allow the"
                      + " execution role too"
                      + (keyKnown ? "" : ", and so must this policy once it names the key"))
              .withHint("name the secret's customer key with ", Setting.KMS_KEY);
      diagnostics.add(
          keyKnown
              ? at(DiagnosticCode.SECRET_CROSS_ACCOUNT, diagnostic.message())
              : diagnostic.withSeverity(Severity.WARNING));
    }

    // repositoryCredentials

    /** Unlike everywhere else, a bare name is the name of a secret here. */
    private void repositoryCredentials() {
      if (text.startsWith(Arn.PREFIX)) {
        arn(text, SECRETS_MANAGER).ifPresent(this::secretVerbatim);
      } else if (isValidSecretName(text)) {
        here(false).ifPresent(home -> secret(secretArn(home, text + SecretName.ANY_SUFFIX)));
      }
    }

    // credentialSpecs

    private void credentialSpec() {
      int colon = text.indexOf(':');
      String form = colon < 0 ? text : text.substring(0, colon);
      String location = text.substring(colon + 1);
      boolean domainless = form.equals("credentialspecdomainless");
      if (!domainless && !form.equals("credentialspec")) {
        report(
            DiagnosticCode.CREDENTIAL_SPEC_FORM,
            "a credential spec starts with `credentialspec:` or `credentialspecdomainless:`, not "
                + quote(text),
            "the agent knows these two spellings only, whatever other pages print");
        return;
      }
      if (domainless) {
        report(
            DiagnosticCode.CREDENTIAL_SPEC_CONTENT,
            "the content of a domainless credential spec names a secret, which this policy does not"
                + " allow: " + quote(text),
            "allow `secretsmanager:GetSecretValue` on the `CredentialArn` in that file");
      }
      if (!location.startsWith("file:")) {
        arn(location, SSM, "s3")
            .ifPresent(
                arn -> {
                  if (arn.service().equals("s3")) {
                    s3Object(arn);
                  } else {
                    parameterInTaskRegion(arn, DiagnosticCode.CREDENTIAL_SPEC_REGION);
                  }
                });
      }
    }

    private void s3Object(Arn arn) {
      int slash = arn.resource().indexOf('/');
      if (slash < 1 || slash == arn.resource().length() - 1) {
        report(
            DiagnosticCode.ARN_MALFORMED,
            "not the ARN of an S3 object: " + quote(text),
            "it has the form `arn:aws:s3:::BUCKET/KEY`");
        return;
      }
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
      String escaped =
          arn.resource().replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
      String latin = escaped.replaceAll("[^\\x20-\\xff]", "?");
      resources.add(
          new ResolvedReference.S3Object(
              reference, arn.withResource(latin), new KeyStatus.Unknown()));
    }

    /** The agent takes the name out of the ARN and asks in the Region where the task runs. */
    private void parameterInTaskRegion(Arn arn, DiagnosticCode elsewhere) {
      nameInArn(arn)
          .ifPresent(
              name ->
                  here(false)
                      .ifPresent(
                          home -> {
                            Arn actual = parameterArn(home, name);
                            if (!actual.within("", "").equals(parameterArn(arn, name).within("", ""))
                                || !home.region().equals(arn.region())
                                || !home.account().equals(arn.account())) {
                              report(
                                  elsewhere,
                                  "ECS ignores the Region and account of this ARN and reads the"
                                      + " parameter in " + home.region() + " of " + home.account(),
                                  "keep the parameter where the task runs");
                            }
                            parameter(
                                actual,
                                decryptedKey()
                                    && reference.field() != Reference.Field.FSX_CREDENTIALS);
                          }));
    }

    // FSx for Windows File Server

    private void fsxCredentials() {
      if (!text.startsWith(Arn.PREFIX)) {
        report(
            DiagnosticCode.FSX_CREDENTIALS_ARN,
            "an FSx volume needs the ARN of its credentials: " + quote(text),
            "give the full ARN of the secret");
        return;
      }
      Optional<Arn> arn = arn(text, SSM, SECRETS_MANAGER);
      if (arn.isEmpty()) {
        return;
      }
      if (arn.get().service().equals(SSM)) {
        parameterInTaskRegion(arn.get(), DiagnosticCode.FSX_CREDENTIALS_REGION);
      } else {
        if (target.region().filter(region -> !region.equals(arn.get().region())).isPresent()) {
          report(
              DiagnosticCode.FSX_CREDENTIALS_REGION,
              "ECS asks for this secret in "
                  + target.region().get()
                  + ", where the task runs, and does not find it",
              "keep the secret where the task runs");
        }
        secretVerbatim(arn.get());
      }
      resources.add(new ResolvedReference.FileSystems(reference));
    }

    // ARNs and places

    /** The ARN that {@code candidate} is, if it is one of {@code services} and names a place. */
    private Optional<Arn> arn(String candidate, String... services) {
      Optional<Arn> parsed = Arn.parse(candidate);
      if (parsed.isEmpty()) {
        report(
            DiagnosticCode.ARN_MALFORMED,
            "not an ARN: " + quote(candidate),
            "an ARN has six parts: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`");
        return Optional.empty();
      }
      Arn arn = parsed.get();
      if (!List.of(services).contains(arn.service())) {
        report(
            DiagnosticCode.ARN_SERVICE,
            "`"
                + reference.field().path()
                + "` cannot refer to the service "
                + quote(arn.service()),
            "it takes an ARN of " + String.join(" or ", services));
        return Optional.empty();
      }
      return arn.service().equals("s3") ? Optional.of(arn) : placed(arn);
    }

    /**
     * The ARN with a Region and an account that can be: the words that AWS's pages print in their
     * place are bound to the task's own.
     */
    private Optional<Arn> placed(Arn arn) {
      boolean regionOpen = DocumentationPlaceholder.isRegion(arn.region());
      boolean accountOpen = DocumentationPlaceholder.isAccount(arn.account());
      Optional<String> region = regionOpen ? regionOrReport() : Optional.of(arn.region());
      Optional<String> account = accountOpen ? accountOrReport() : Optional.of(arn.account());
      if (region.isEmpty() || account.isEmpty()) {
        return Optional.empty();
      }
      if (regionOpen || accountOpen) {
        report(
            DiagnosticCode.PLACEHOLDER_BOUND,
            "the ARN holds a placeholder of AWS's documentation, read as "
                + arn.within(region.get(), account.get()),
            "ECS wants the Region and the account themselves");
      }
      Arn placed = arn.within(region.get(), account.get());
      return isPlace(placed) ? Optional.of(placed) : Optional.empty();
    }

    private boolean isPlace(Arn arn) {
      Optional<Partition> partition = Partition.ofRegion(arn.region());
      if (partition.isEmpty()) {
        report(
            DiagnosticCode.ARN_MALFORMED,
            "not a Region: " + quote(arn.region()),
            "such as `eu-west-1`");
        return false;
      }
      if (!arn.account().isEmpty() && !TargetAccount.isAccount(arn.account())) {
        report(
            DiagnosticCode.ARN_MALFORMED,
            "not an account: " + quote(arn.account()),
            "an account id has 12 digits");
        return false;
      }
      if (!partition.get().id().equals(arn.partition())) {
        report(
            DiagnosticCode.ARN_PARTITION,
            "the Region "
                + arn.region()
                + " is in the partition "
                + partition.get()
                + ", not in "
                + quote(arn.partition()),
            "write `arn:" + partition.get() + ":…`");
        return false;
      }
      if (target.partition().filter(own -> own != partition.get()).isPresent()) {
        report(
            DiagnosticCode.ARN_PARTITION,
            "the reference is to the partition "
                + partition.get()
                + ", the task runs in "
                + target.partition().get()
                + ": no role reaches from one to the other",
            "keep a copy in the task's own partition");
      }
      return true;
    }

    /** The place where bare names are looked up, as an ARN without service or resource. */
    private Optional<Arn> here(boolean anyAccount) {
      Optional<String> region = regionOrReport();
      Optional<String> account = anyAccount ? Optional.of("") : accountOrReport();
      if (region.isEmpty() || account.isEmpty()) {
        return Optional.empty();
      }
      Partition partition = target.partition().orElseThrow();
      return Optional.of(new Arn(partition.id(), "ecs", region.get(), account.get(), ""));
    }

    private Optional<String> regionOrReport() {
      if (target.region().isEmpty()) {
        diagnostics.add(
            at(DiagnosticCode.REGION_UNKNOWN, "the Region is not known, so " + quote(text)
                    + " cannot be looked up")
                .withHint("give it with ", Setting.REGION));
      }
      return target.region();
    }

    private Optional<String> accountOrReport() {
      if (target.account().isEmpty()) {
        diagnostics.add(
            at(DiagnosticCode.ACCOUNT_UNKNOWN, "the account is not known, so " + quote(text)
                    + " cannot be looked up")
                .withHint("give it with ", Setting.ACCOUNT));
      }
      return target.account();
    }

    // keys

    private KeyStatus keyOf(Arn arn) {
      List<Rule> rules = keys.rulesFor(arn);
      if (rules.isEmpty()) {
        return new KeyStatus.Unknown();
      }
      if (rules.size() > 1) {
        diagnostics.add(
            at(
                    DiagnosticCode.KMS_KEY_AMBIGUOUS,
                    "two keys for " + quote(arn.resource()) + ": "
                        + rules.stream()
                            .map(rule -> quote(rule.toString()))
                            .collect(Collectors.joining(" and ")))
                .withHint("make one of the patterns more specific: it then overrules the other"));
        return new KeyStatus.Unknown();
      }
      KmsKey.Name name = rules.get(0).key();
      if (name.isAwsManaged()) {
        return new KeyStatus.AwsManaged();
      }
      KmsKey key = name.within(arn);
      if (!key.resource().region().equals(arn.region())
          || !key.resource().partition().equals(arn.partition())) {
        diagnostics.add(
            at(
                    DiagnosticCode.KMS_KEY_FOREIGN,
                    "a key in "
                        + key.resource().region()
                        + " cannot protect "
                        + quote(arn.resource())
                        + " in "
                        + arn.region())
                .withHint("name the key of the Region that ", quote(arn.toString()), " is in"));
      }
      return new KeyStatus.CustomerKey(key);
    }

    // diagnostics

    private Diagnostic at(DiagnosticCode code, String message) {
      return Diagnostic.at(reference.value().location(), code, message);
    }

    private void report(DiagnosticCode code, String message, String... hint) {
      Diagnostic diagnostic = at(code, message);
      diagnostics.add(hint.length == 0 ? diagnostic : diagnostic.withHint((Object[]) hint));
    }
  }
}
