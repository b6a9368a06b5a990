package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out which key protects a parameter, secret, object or log group. */
final class KeyResolver {
  private final AccountInventory inventory;
  private final Findings findings;

  KeyResolver(AccountInventory inventory, Findings findings) {
    this.inventory = inventory;
    this.findings = findings;
  }

  /**
   * The key of an S3 object, whose bucket is taken to be where the task runs if nothing else is
   * known.
   */
  KeyStatus keyOfObject(Arn object, TargetAccount target) {
    return inventory
        .placed(object)
        .or(
            () ->
                target
                    .region()
                    .flatMap(
                        region -> target.account().map(account -> object.within(region, account))))
        .map(this::keyOf)
        .orElseGet(KeyStatus.Unknown::new);
  }

  /**
   * The key of a log group, which counts only where the user says it: the key policy alone has
   * allowed CloudWatch Logs to use it so far.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html">
   *     encrypted log groups</a>
   */
  KeyStatus keyOfLogGroup(Arn group) {
    KeyStatus key = keyOf(group);
    boolean isSaid = !(key instanceof KeyStatus.Unknown) || inventory.isUnderSomeKey(group);
    return isSaid ? key : new KeyStatus.NoKey();
  }

  KeyStatus keyOf(Arn arn) {
    List<KeyClaim> claims = inventory.claims(arn);
    if (claims.isEmpty()) {
      inventory.keyToldByRun(arn).ifPresent(address -> reportToldByRun(arn, address));
      return new KeyStatus.Unknown();
    }
    if (claims.size() > 1) {
      reportAmbiguous(arn, claims);
      return new KeyStatus.Unknown();
    }
    KeyClaim claim = claims.get(0);
    KeyStatus status = inventory.keys().status(claim, arn);
    if (status instanceof KeyStatus.CustomerKey customer) {
      KmsKey key = customer.key();
      if (!claim.key().orElseThrow().reaches(arn)) {
        reportForeign(arn, "a key in " + key.resource().region());
        return new KeyStatus.Unknown();
      }
      if (inventory.keys().hasNoReplica(key)) {
        reportForeign(arn, "a multi-Region key without a replica there");
        return new KeyStatus.Unknown();
      }
      reportMissing(key, claim);
      reportUnusable(key);
    }
    return status;
  }

  private void reportAmbiguous(Arn arn, List<KeyClaim> claims) {
    String start = "two keys for " + quote(arn.resource()) + ": ";
    if (claims.stream().allMatch(claim -> claim.place().isEmpty())) {
      findings.report(
          DiagnosticCode.KMS_KEY_AMBIGUOUS,
          start + claims.stream().map(KeyClaim::words).collect(Collectors.joining(" and ")),
          "make one of the patterns more specific: it then overrules the other");
      return;
    }
    findings.add(
        findings
            .at(
                DiagnosticCode.KMS_KEY_AMBIGUOUS,
                start + claims.stream().map(KeyClaim::source).collect(Collectors.joining(" and ")))
            .withHint(
                "correct what is out of date; what stands in no file is given with ",
                Setting.KMS_KEY));
  }

  private void reportToldByRun(Arn arn, String address) {
    findings.add(
        findings
            .at(
                DiagnosticCode.KNOWN_AFTER_APPLY,
                "the key of "
                    + quote(address)
                    + " is known only after apply, and "
                    + quote(arn.resource())
                    + " is under it")
            .withHint(
                "apply the plan, and read what `terraform show -json` prints of the state then, or"
                    + " name the key with ",
                Setting.KMS_KEY));
  }

  private void reportForeign(Arn arn, String key) {
    findings.report(
        DiagnosticCode.KMS_KEY_FOREIGN,
        key + " cannot protect " + quote(arn.resource()) + " in " + arn.region(),
        "name the key of the Region that " + quote(arn.toString()) + " is in");
  }

  /** Said where the key is named, and so once for all that it protects. */
  private void reportMissing(KmsKey key, KeyClaim claim) {
    if (!inventory.keys().isMissing(key)) {
      return;
    }
    Arn arn = key instanceof KmsKey.ByAlias alias ? alias.arn() : key.resource();
    String message =
        "the inventory shows that account "
            + arn.account()
            + " has no KMS key "
            + quote(arn.resource())
            + " in "
            + arn.region();
    Optional<String> near =
        key instanceof KmsKey.ByAlias alias ? inventory.keys().nearest(alias) : Optional.empty();
    findings.add(
        at(claim.place(), DiagnosticCode.UNKNOWN_KEY, message)
            .withHint(
                near.map(name -> "did you mean " + quote(name) + "?")
                    .orElse("name a key that exists, or list the keys of that account again")));
  }

  private void reportUnusable(KmsKey key) {
    inventory
        .keys()
        .unusableState(key)
        .ifPresent(
            state ->
                findings.add(
                    at(
                            Optional.of(state.location()),
                            DiagnosticCode.KMS_KEY_UNUSABLE,
                            "the key "
                                + quote(key.toString())
                                + " is in the state "
                                + quote(state.text())
                                + ": nothing under it can be decrypted")
                        .withHint(
                            "before the tasks start, enable the key, cancel its deletion, import"
                                + " its key material or connect its key store")));
  }

  private static Diagnostic at(
      Optional<SourceLocation> place, DiagnosticCode code, String message) {
    return place
        .map(where -> Diagnostic.at(where, code, message))
        .orElseGet(() -> Diagnostic.of(code, message));
  }
}
