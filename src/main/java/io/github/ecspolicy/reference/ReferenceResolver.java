package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.reference.ParameterResolver.Decryption;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.regex.Pattern;

/**
 * Turns a reference into the resources that ECS asks for, following what the ECS agent and the
 * services do with the text in each field.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html">what
 *     {@code valueFrom} may hold</a>
 */
public final class ReferenceResolver {
  private static final Pattern WILDCARD = Pattern.compile("[*?]|\\$\\{|\\{\\{");

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  private static final Pattern IN_POLICIES = Pattern.compile("[\\x20-\\x7e\\xa0-\\xff]*");

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  private static final Pattern S3_OBJECT = Pattern.compile("[A-Za-z0-9._-]+/.+", Pattern.DOTALL);

  private final TargetAccount target;
  private final KeyInventory inventory;

  /**
   * Creates a resolver for the references of one task definition.
   *
   * @param target where its tasks run
   * @param inventory which key protects what
   */
  public ReferenceResolver(TargetAccount target, KeyInventory inventory) {
    this.target = target;
    this.inventory = inventory;
  }

  /** Returns what {@code reference} comes to; never throws, whatever the text. */
  public Resolution resolve(Reference reference) {
    Findings findings = new Findings(reference);
    new Resolving(findings).resolve();
    return findings.resolution();
  }

  /** The work on one reference. */
  private final class Resolving {
    private final Findings findings;
    private final PlaceResolver places;
    private final KeyResolver keys;
    private final SecretResolver secrets;
    private final ParameterResolver parameters;

    Resolving(Findings findings) {
      this.findings = findings;
      keys = new KeyResolver(inventory, findings);
      places = new PlaceResolver(target, findings);
      secrets = new SecretResolver(places, keys, findings);
      parameters = new ParameterResolver(places, keys, secrets, findings);
    }

    void resolve() {
      String text = findings.text();
      if (text.isBlank()) {
        findings.report(
            DiagnosticCode.VALUE_FROM_EMPTY,
            "the reference is empty",
            "name the parameter, or give the full ARN of the parameter or secret");
      } else if (WILDCARD.matcher(text).find() && !isCredentialSpecFile(text)) {
        findings.report(
            DiagnosticCode.WILDCARD,
            "a reference holds neither wildcards nor placeholders: " + quote(text),
            text.contains("{")
                ? "render the template first, then read its output"
                : "`*` and `?` are IAM syntax; ECS looks for exactly what is written");
      } else {
        switch (findings.reference().field()) {
          case SECRET, SECRET_OPTION -> valueFrom(text);
          case REPOSITORY_CREDENTIALS -> repositoryCredentials(text);
          case CREDENTIAL_SPEC -> credentialSpec(text);
          case FSX_CREDENTIALS -> fsxCredentials(text);
        }
      }
    }

    /** Files and S3 objects may have any name; a policy escapes it. */
    private boolean isCredentialSpecFile(String text) {
      return findings.reference().field() == Reference.Field.CREDENTIAL_SPEC
          && (text.contains(":s3:::") || text.contains(":file:"));
    }

    private void valueFrom(String text) {
      if (!text.startsWith(Arn.PREFIX)) {
        parameters.byName(text);
        return;
      }
      places
          .arn(text, ParameterResolver.SERVICE, SecretResolver.SERVICE)
          .ifPresent(
              arn -> {
                if (isParameter(arn)) {
                  parameters.byArn(arn);
                } else {
                  secrets.byArnWithSelectors(arn);
                }
              });
    }

    /**
     * Unlike everywhere else, a bare name is the name of a secret here.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html">private
     *     registries</a>
     */
    private void repositoryCredentials(String text) {
      if (text.startsWith(Arn.PREFIX)) {
        places.arn(text, SecretResolver.SERVICE).ifPresent(secrets::byArnVerbatim);
      } else {
        secrets.byName(text);
      }
    }

    /** {@code credentialspec:} or {@code credentialspecdomainless:}, then an ARN or a file. */
    private void credentialSpec(String text) {
      int colon = text.indexOf(':');
      String form = text.substring(0, Math.max(colon, 0));
      String location = text.substring(colon + 1);
      boolean domainless = form.equals("credentialspecdomainless");
      if (!domainless && !form.equals("credentialspec")) {
        findings.report(
            DiagnosticCode.CREDENTIAL_SPEC_FORM,
            "a credential spec starts with `credentialspec:` or `credentialspecdomainless:`: "
                + quote(text),
            "the agent knows these two spellings only, whatever other pages print");
        return;
      }
      if (domainless) {
        findings.report(
            DiagnosticCode.CREDENTIAL_SPEC_CONTENT,
            "the content of a domainless credential spec names a secret, which this policy does not"
                + " allow: "
                + quote(text),
            "allow `secretsmanager:GetSecretValue` on the `CredentialArn` in that file");
      }
      if (!location.startsWith("file:")) {
        places.arn(location, ParameterResolver.SERVICE, "s3").ifPresent(this::credentialSpecAt);
      }
    }

    private void credentialSpecAt(Arn arn) {
      if (isParameter(arn)) {
        // https://github.com/aws/amazon-ecs-agent: WithDecryption is set on Linux only.
        parameters.byArnInTaskRegion(
            arn,
            findings.reference().windows() ? Decryption.AS_STORED : Decryption.DECRYPTED,
            DiagnosticCode.CREDENTIAL_SPEC_REGION);
        return;
      }
      if (!S3_OBJECT.matcher(arn.resource()).matches()) {
        findings.report(
            DiagnosticCode.ARN_MALFORMED,
            "not the ARN of an S3 object: " + quote(findings.text()),
            "it has the form `arn:aws:s3:::BUCKET/KEY`");
      } else if (!IN_POLICIES.matcher(arn.resource()).matches()) {
        findings.report(
            DiagnosticCode.ARN_MALFORMED,
            "IAM policies cannot hold all characters of " + quote(findings.text()),
            "rename the object: policies hold printable characters up to U+00FF");
      } else {
        findings.add(
            ResolvedReference.of(
                findings.reference(), Kind.S3_OBJECT, arn, keys.keyOfObject(arn, target)));
      }
    }

    private void fsxCredentials(String text) {
      if (!text.startsWith(Arn.PREFIX)) {
        findings.report(
            DiagnosticCode.FSX_CREDENTIALS_ARN,
            "an FSx volume needs the ARN of its credentials: " + quote(text),
            "give the full ARN of the secret");
        return;
      }
      places
          .arn(text, ParameterResolver.SERVICE, SecretResolver.SERVICE)
          .ifPresent(
              arn -> {
                if (isParameter(arn)) {
                  parameters.byArnInTaskRegion(
                      arn, Decryption.AS_STORED, DiagnosticCode.FSX_CREDENTIALS_REGION);
                } else {
                  fsxSecret(arn);
                }
                findings.add(ResolvedReference.fileSystems(findings.reference()));
              });
    }

    private void fsxSecret(Arn arn) {
      target
          .region()
          .filter(region -> !region.equals(arn.region()))
          .ifPresent(
              region ->
                  findings.report(
                      DiagnosticCode.FSX_CREDENTIALS_REGION,
                      "ECS asks for this secret in "
                          + region
                          + ", where the task runs, and does not find it there",
                      "keep the secret where the task runs"));
      secrets.byArnVerbatim(arn);
    }

    private static boolean isParameter(Arn arn) {
      return arn.service().equals(ParameterResolver.SERVICE);
    }
  }
}
