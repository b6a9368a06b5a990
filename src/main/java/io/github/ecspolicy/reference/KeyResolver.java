package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out which key protects a parameter, secret or object. */
final class KeyResolver {
  private final KeyInventory inventory;
  private final Findings findings;

  KeyResolver(KeyInventory inventory, Findings findings) {
    this.inventory = inventory;
    this.findings = findings;
  }

  /** The key of an S3 object, whose bucket is taken to be where the task runs. */
  KeyStatus keyOfObject(Arn object, TargetAccount target) {
    return target.region().isEmpty() || target.account().isEmpty()
        ? new KeyStatus.Unknown()
        : keyOf(object.within(target.region().get(), target.account().get()));
  }

  /** The key of a log group, which counts only where an inventory declares it. */
  KeyStatus keyOfLogGroup(Arn group) {
    return new KeyStatus.NotDecrypted();
  }

  KeyStatus keyOf(Arn arn) {
    List<Rule> rules = inventory.rulesFor(arn);
    if (rules.isEmpty()) {
      return new KeyStatus.Unknown();
    }
    if (rules.size() > 1) {
      reportAmbiguous(arn, rules);
      return new KeyStatus.Unknown();
    }
    KmsKey.Name name = rules.get(0).key();
    if (name.isAwsManaged()) {
      return new KeyStatus.AwsManaged();
    }
    KmsKey key = name.within(arn);
    if (!name.isNear(arn)) {
      reportForeign(arn, key);
      return new KeyStatus.Unknown();
    }
    return new KeyStatus.CustomerKey(key);
  }

  private void reportAmbiguous(Arn arn, List<Rule> rules) {
    findings.report(
        DiagnosticCode.KMS_KEY_AMBIGUOUS,
        "two keys for "
            + quote(arn.resource())
            + ": "
            + rules.stream()
                .map(rule -> quote(rule.toString()))
                .collect(Collectors.joining(" and ")),
        "make one of the patterns more specific: it then overrules the other");
  }

  private void reportForeign(Arn arn, KmsKey key) {
    findings.report(
        DiagnosticCode.KMS_KEY_FOREIGN,
        "a key in "
            + key.resource().region()
            + " cannot protect "
            + quote(arn.resource())
            + " in "
            + arn.region(),
        "name the key of the Region that " + quote(arn.toString()) + " is in");
  }
}
