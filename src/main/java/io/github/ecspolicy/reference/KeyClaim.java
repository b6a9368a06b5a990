package io.github.ecspolicy.reference;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.KeyInventory.Rule;
import java.util.Optional;

/**
 * What somebody says about the key of one thing.
 *
 * @param key the key; empty where it is said that there is none, or that it is AWS's own
 * @param unnamed what is known where no key is named
 * @param words what is said, as messages show it
 * @param place where it is said; empty for a setting
 */
record KeyClaim(
    Optional<KmsKey.Name> key, KeyStatus unnamed, String words, Optional<SourceLocation> place) {

  static KeyClaim of(Rule rule) {
    return new KeyClaim(
        Optional.of(rule.key()), new KeyStatus.Unknown(), quote(rule.toString()), rule.place());
  }

  static KeyClaim named(KmsKey.Name key, SourceLocation place) {
    return new KeyClaim(
        Optional.of(key), new KeyStatus.Unknown(), quote(key.text()), Optional.of(place));
  }

  /** The key that AWS uses where nobody chooses one, such as {@code alias/aws/ssm}. */
  static KeyClaim awsManaged(String alias, SourceLocation place) {
    return new KeyClaim(
        Optional.empty(), new KeyStatus.AwsManaged(), quote(alias), Optional.of(place));
  }

  static KeyClaim none(SourceLocation place) {
    return new KeyClaim(Optional.empty(), new KeyStatus.NotEncrypted(), "none", Optional.of(place));
  }

  /** Returns what is said and where, as it stands in a message. */
  String source() {
    return words + place.map(where -> " in " + where).orElse(" in the settings");
  }
}
