package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import java.util.regex.Pattern;

/** Finds the Amazon S3 object that a reference means. */
final class ObjectResolver {
  static final String SERVICE = "s3";

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9._-]+/.+", Pattern.DOTALL);

  private final PlaceResolver places;
  private final KeyResolver keys;
  private final Findings findings;

  ObjectResolver(PlaceResolver places, KeyResolver keys, Findings findings) {
    this.places = places;
    this.keys = keys;
    this.findings = findings;
  }

  void byArn(Arn arn) {
    String resource = arn.resource();
    if (!OBJECT.matcher(resource).matches()) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "not the ARN of an S3 object: " + quote(findings.text()),
          "it has the form `arn:aws:s3:::BUCKET/KEY`");
      return;
    }
    if (resource.codePoints().anyMatch(Character::isISOControl)) {
      findings.report(
          DiagnosticCode.ARN_MALFORMED,
          "IAM policies cannot hold all characters of " + quote(findings.text()),
          "rename the object: control characters cannot stand in a policy");
      return;
    }
    if (Findings.isBeyondPolicies(resource)) {
      findings.report(
          DiagnosticCode.OBJECT_KEY_CHARACTER,
          "IAM policies hold no characters above U+00FF: each one of "
              + quote(findings.text())
              + " becomes `?`, which any character matches",
          "rename the object to have it allowed alone");
    }
    findings.add(
        ResolvedReference.of(
            findings.reference(), Kind.S3_OBJECT, arn, keys.keyOfObject(arn, places.target())));
  }
}
