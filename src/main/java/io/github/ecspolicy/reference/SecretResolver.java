package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.Severity;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.Optional;

/** Finds the Secrets Manager secret that a reference means. */
final class SecretResolver {
  static final String SERVICE = "secretsmanager";

  private static final String SECRET = "secret";
  private static final int PARTS_ALONE = 2;
  private static final int PARTS_WITH_SELECTORS = 5;
  private static final int STAGE = 3;
  private static final int VERSION = 4;

  private final PlaceResolver places;
  private final KeyResolver keys;
  private final AccountInventory inventory;
  private final Findings findings;

  SecretResolver(
      PlaceResolver places, KeyResolver keys, AccountInventory inventory, Findings findings) {
    this.places = places;
    this.keys = keys;
    this.inventory = inventory;
    this.findings = findings;
  }

  /**
   * {@code secret:NAME} or {@code secret:NAME:json-key:stage:version-id}; the agent knows nothing
   * between.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">
   *     the parts</a>
   */
  void byArnWithSelectors(Arn arn) {
    String[] parts = parts(arn);
    if (!isSecret(arn, parts)) {
      return;
    }
    if (parts.length != PARTS_ALONE && parts.length != PARTS_WITH_SELECTORS) {
      findings.report(
          DiagnosticCode.SECRET_ARN_PARTS,
          "the name of a secret is followed by nothing or by exactly three colons: "
              + quote(findings.text()),
          "append `:json-key::` for a key of the JSON, `::stage:` for a stage, `:::version-id` for"
              + " a version");
      return;
    }
    if (parts.length == PARTS_WITH_SELECTORS
        && !parts[STAGE].isEmpty()
        && !parts[VERSION].isEmpty()) {
      findings.report(
          DiagnosticCode.SECRET_STAGE_AND_VERSION,
          "a version stage and a version id exclude each other: " + quote(findings.text()),
          "keep one of them");
    }
    add(arn, parts);
  }

  /** {@code secret:NAME}, which ECS sends to Secrets Manager as it is. */
  void byArnVerbatim(Arn arn) {
    String[] parts = parts(arn);
    if (!isSecret(arn, parts)) {
      return;
    }
    if (parts.length > PARTS_ALONE) {
      findings.report(
          DiagnosticCode.SECRET_VERBATIM,
          "`"
              + findings.reference().field().path()
              + "` takes a secret as a whole, without a key, stage or version: "
              + quote(findings.text()),
          "end the ARN after the name of the secret");
      return;
    }
    add(arn, parts);
  }

  /** A name, looked up where the task runs. */
  void byName(String name) {
    if (isValid(name)) {
      places.here().ifPresent(home -> byNameAt(home, name));
    }
  }

  /** A name, looked up where {@code home} is. */
  void byNameAt(Arn home, String name) {
    Arn open = arnOf(home, name + SecretName.ANY_SUFFIX);
    Optional<ListedSecret> known = inventory.secrets().named(arnOf(home, name));
    known.ifPresentOrElse(this::reportDeleted, () -> reportMissing(open, name));
    add(known.map(ListedSecret::arn).orElse(open));
  }

  private static String[] parts(Arn arn) {
    return arn.resource().split(":", -1);
  }

  private boolean isSecret(Arn arn, String[] parts) {
    boolean isSecret =
        !arn.account().isEmpty() && parts.length >= PARTS_ALONE && parts[0].equals(SECRET);
    if (!isSecret) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not the ARN of a secret: " + quote(findings.text()),
          "it has the form `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf`");
    }
    return isSecret;
  }

  private void add(Arn arn, String[] parts) {
    String name = parts[1];
    if (!isValid(name)) {
      return;
    }
    Arn written = arnOf(arn, name);
    Optional<ListedSecret> known =
        inventory.secrets().secret(written).or(() -> inventory.secrets().named(written));
    if (known.isPresent()) {
      reportDeleted(known.get());
      addKnown(written, name, known.get());
      return;
    }
    Arn granted = SecretName.isComplete(name) ? written : arnOf(arn, name + SecretName.ANY_SUFFIX);
    if (inventory.isMissingSecret(written)) {
      reportMissing(written, name);
    } else if (SecretName.isAmbiguous(name)) {
      reportAmbiguous(
          name, "write the complete ARN, which ends in a hyphen and six random characters");
    }
    add(granted);
  }

  /**
   * A secret of which the complete ARN is known. Written without its suffix it is not found if its
   * name ends as if that were one.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html">why no
   *     partial ARN can name such a secret</a>
   */
  private void addKnown(Arn written, String name, ListedSecret secret) {
    boolean isPartial = !secret.arn().equals(written);
    String advice = "write its complete ARN: " + quote(secret.arn().toString());
    if (isPartial && SecretName.isComplete(name)) {
      findings.add(
          findings
              .at(
                  DiagnosticCode.SECRET_SUFFIX_AMBIGUOUS,
                  "the name of the secret is "
                      + quote(name)
                      + ": Secrets Manager takes its last six characters for the random suffix and"
                      + " does not find it")
              .withHint(advice)
              .withSeverity(Severity.ERROR));
    } else if (isPartial && SecretName.isAmbiguous(name)) {
      reportAmbiguous(name, advice);
    }
    add(secret.arn());
  }

  private void reportAmbiguous(String name, String advice) {
    findings.report(
        DiagnosticCode.SECRET_SUFFIX_AMBIGUOUS,
        "if the name of the secret is "
            + quote(name)
            + ", Secrets Manager takes its last six characters for the random suffix and does not"
            + " find it: no policy can help",
        advice);
  }

  private void reportDeleted(ListedSecret secret) {
    if (secret.deleted()) {
      findings.report(
          DiagnosticCode.SECRET_DELETED,
          "the secret " + quote(secret.name()) + " is scheduled for deletion and cannot be read",
          "restore it with `aws secretsmanager restore-secret`, or refer to another");
    }
  }

  /**
   * Reports that a secret is not there, if that is known.
   *
   * @param arn where it would be
   * @param name its name, or what stands in its place in an ARN
   */
  private void reportMissing(Arn arn, String name) {
    if (!inventory.isMissingSecret(arn)) {
      return;
    }
    findings.report(
        DiagnosticCode.UNKNOWN_SECRET,
        "the inventory shows that account "
            + arn.account()
            + " has no secret "
            + quote(name)
            + " in "
            + arn.region(),
        sameName(arn, name)
            .map(secret -> quote(secret.name()) + " is now " + quote(secret.arn().toString()))
            .or(() -> inventory.nearest(arn, name).map(near -> "did you mean " + quote(near) + "?"))
            .orElse(
                "create it there, or list the secrets of that place again with"
                    + " `--include-planned-deletion`"));
  }

  /** A secret that was deleted and created again has other random characters. */
  private Optional<ListedSecret> sameName(Arn arn, String name) {
    return SecretName.isComplete(name)
        ? inventory.secrets().named(arnOf(arn, SecretName.withoutSuffix(name)))
        : Optional.empty();
  }

  private boolean isValid(String name) {
    if (!SecretName.isValid(name)) {
      findings.report(
          DiagnosticCode.SECRET_NAME,
          "not the name of a secret: " + quote(name),
          "names are made of letters, digits and `/_+=.@-`");
      return false;
    }
    return true;
  }

  private static Arn arnOf(Arn home, String name) {
    return new Arn(home.partition(), SERVICE, home.region(), home.account(), SECRET + ":" + name);
  }

  private void add(Arn arn) {
    KeyStatus key = keys.keyOf(arn);
    if (places.target().account().filter(own -> !own.equals(arn.account())).isPresent()) {
      findings.add(foreign(arn, key));
    }
    findings.add(ResolvedReference.of(findings.reference(), Kind.SECRET, arn, key));
  }

  /**
   * A secret of another account is always under a key of the customer's own.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html">
   *     secrets of other accounts</a>
   */
  private Diagnostic foreign(Arn arn, KeyStatus key) {
    String message =
        "the secret is in account "
            + arn.account()
            + ": its resource policy and the policy of its KMS key must allow the execution role"
            + " too";
    if (key instanceof KeyStatus.CustomerKey) {
      return findings
          .at(DiagnosticCode.SECRET_CROSS_ACCOUNT, message)
          .withHint("allow the role there, in account ", arn.account());
    }
    String lack =
        key instanceof KeyStatus.AwsManaged
            ? ", and that cannot be an AWS managed key, which serves its own account only"
            : ", and this policy does not allow the key, which is not known";
    return findings
        .at(DiagnosticCode.SECRET_CROSS_ACCOUNT, message + lack)
        .withHint("name the secret's customer key with ", Setting.KMS_KEY)
        .withSeverity(Severity.WARNING);
  }
}
