package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.inventory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the text of listings into values, and collects what is wrong with it. ARNs of secrets and
 * keys come to stand in policies, so that nothing passes that is not exactly one.
 */
final class ListingCheck {
  private static final String AS_PRINTED = "give what the AWS CLI prints as it is";

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Returns what was found wrong so far. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Returns the ARN of something that has a Region and an account. */
  Optional<Arn> arn(FieldValue value, String service, String type) {
    Optional<Arn> arn =
        Arn.parse(value.text())
            .filter(each -> each.service().equals(service))
            .filter(each -> each.resource().startsWith(type))
            .filter(each -> isRegion(each.region(), each.partition()))
            .filter(each -> TargetAccount.isAccount(each.account()));
    if (arn.isEmpty()) {
      reportShape(value, "an ARN like `arn:aws:" + service + ":REGION:ACCOUNT:" + type + "NAME`");
    }
    return arn;
  }

  /**
   * Returns {@code true} if {@code arn} is that of the thing it is listed with, and reports it
   * otherwise.
   *
   * @param resource what it ends in then
   * @param what the kind of thing, as messages say it
   */
  boolean isOf(String resource, Arn arn, String what, FieldValue name, FieldValue value) {
    if (arn.resource().equals(resource)) {
      return true;
    }
    reportShape(value, "the ARN of the " + what + " " + quote(name.text()));
    return false;
  }

  /** Returns the ARN of a key or an alias. */
  Optional<Arn> arnOfKms(FieldValue value, String type) {
    Optional<Arn> arn =
        KmsKey.Name.parseArn(value.text()).filter(each -> each.resource().startsWith(type));
    if (arn.isEmpty()) {
      reportShape(value, "an ARN like `arn:aws:kms:REGION:ACCOUNT:" + type + "…`");
    }
    return arn;
  }

  /** Returns the Region that something is replicated to. */
  Optional<String> region(FieldValue value, String partition) {
    Optional<String> region = Optional.of(value.text()).filter(text -> isRegion(text, partition));
    if (region.isEmpty()) {
      reportShape(value, "a Region of the partition " + partition);
    }
    return region;
  }

  private static boolean isRegion(String text, String partition) {
    return Partition.ofRegion(text).filter(each -> each.id().equals(partition)).isPresent();
  }

  /** Returns what {@code key} says of the thing that it is listed with. */
  Optional<KeyClaim> claim(FieldValue key) {
    return KmsKey.Name.isAwsManaged(key.text())
        ? Optional.of(KeyClaim.awsManaged(key.text(), key.location()))
        : key(key).map(name -> KeyClaim.named(name, key.location()));
  }

  /** Returns the key that {@code value}, which AWS printed, names. */
  private Optional<KmsKey.Name> key(FieldValue value) {
    Optional<KmsKey.Name> key = KmsKey.Name.parse(value.text());
    if (key.isEmpty()) {
      add(
          value.location(),
          DiagnosticCode.INVENTORY_SHAPE,
          "not a KMS key: " + quote(value.text()),
          "a key is a key id, a key ARN, `alias/NAME` or an alias ARN");
    }
    return key;
  }

  /**
   * Returns the key that a rule names; what is none may be a secret by mistake, and is not shown.
   */
  Optional<KmsKey.Name> keyOf(Entry.Rule rule) {
    Optional<KmsKey.Name> key = KmsKey.Name.parse(rule.key().text());
    if (key.isEmpty()) {
      add(
          rule.key().location(),
          DiagnosticCode.INVENTORY_SHAPE,
          "the key for " + quote(rule.name().text()) + " is not the name of a KMS key",
          "write a key id, a key ARN, `alias/NAME` or an alias ARN");
    }
    return key;
  }

  /** Reports that {@code value} is not what is {@code expected} there. */
  void reportShape(FieldValue value, String expected) {
    add(
        value.location(),
        DiagnosticCode.INVENTORY_SHAPE,
        "not " + expected + ": " + quote(value.text()),
        AS_PRINTED);
  }

  /** Reports that there are more patterns than names can be compared with. */
  void reportTooMany(FieldValue pattern, String start, int most) {
    add(
        pattern.location(),
        DiagnosticCode.INVENTORY_SHAPE,
        "more than " + most + " patterns start with " + quote(start),
        "write more of each name before its first wildcard, or whole names");
  }

  /** Reports that two listings cannot both be right. */
  void reportConflict(String message, SourceLocation second, SourceLocation first) {
    add(
        second,
        DiagnosticCode.INVENTORY_CONFLICT,
        message + ", here and in " + first,
        "leave out the listing that is out of date");
  }

  private void add(SourceLocation at, DiagnosticCode code, String message, String hint) {
    diagnostics.add(Diagnostic.at(at, code, message).withHint(hint));
  }
}
