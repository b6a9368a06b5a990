package io.github.ecspolicy.reference;

/** What is known about the KMS key that protects a parameter, secret, object or log group. */
public sealed interface KeyStatus {
  /** The words that reports show. */
  String words();

  /**
   * A key of the customer's own: the execution role needs {@code kms:Decrypt} on it.
   *
   * @param key the key
   */
  record CustomerKey(KmsKey key) implements KeyStatus {
    @Override
    public String words() {
      return "customer key";
    }
  }

  /** A key such as {@code alias/aws/ssm}, which lets the whole account decrypt. */
  record AwsManaged() implements KeyStatus {
    @Override
    public String words() {
      return "AWS managed";
    }
  }

  /** Stored in the clear, or not under a key of KMS: a parameter of type {@code String}. */
  record NotEncrypted() implements KeyStatus {
    @Override
    public String words() {
      return "not encrypted";
    }
  }

  /** Nothing says which key it is, or that there is one. */
  record Unknown() implements KeyStatus {
    @Override
    public String words() {
      return "unknown";
    }
  }

  /** ECS reads it without decrypting, whatever protects it. */
  record NotDecrypted() implements KeyStatus {
    @Override
    public String words() {
      return "not decrypted";
    }
  }

  /** There is nothing to read that a key could protect, or no word on a key that would count. */
  record NoKey() implements KeyStatus {
    @Override
    public String words() {
      return "none";
    }
  }
}
