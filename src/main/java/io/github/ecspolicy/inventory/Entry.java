package io.github.ecspolicy.inventory;

import io.github.ecspolicy.diagnostic.FieldValue;
import java.util.List;
import java.util.Optional;

/** One thing an inventory speaks of; names, ARNs and keys exactly as they are written there. */
public sealed interface Entry {

  /** Returns what it is called there, and where. */
  FieldValue name();

  /**
   * A parameter of Parameter Store.
   *
   * @param arn old versions of the AWS CLI do not print it
   * @param type {@code String}, {@code StringList} or {@code SecureString}
   * @param keyId a key id, a key ARN, an alias or an alias ARN; only {@code describe-parameters}
   *     prints it
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html">
   *     ParameterMetadata</a>
   */
  record Parameter(
      FieldValue name,
      Optional<FieldValue> arn,
      Optional<FieldValue> type,
      Optional<FieldValue> keyId)
      implements Entry {}

  /** A name that {@code aws ssm get-parameters} found no parameter for. */
  record MissingParameter(FieldValue name) implements Entry {}

  /**
   * A secret.
   *
   * @param arn with its six random characters
   * @param keyId the key; absent where it is {@code aws/secretsmanager}
   * @param deleted whether it is scheduled for deletion, and cannot be read
   * @param replicas in other Regions, under the same name and random characters
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html">
   *     DescribeSecret</a>
   */
  record Secret(
      FieldValue name,
      FieldValue arn,
      Optional<FieldValue> keyId,
      boolean deleted,
      List<Replica> replicas)
      implements Entry {
    public Secret {
      replicas = List.copyOf(replicas);
    }
  }

  /** A copy of a secret in another Region, and its key there. */
  record Replica(FieldValue region, Optional<FieldValue> keyId) {}

  /**
   * An alias of a KMS key.
   *
   * @param name {@code alias/app}
   * @param targetKeyId the id of the key; absent where AWS has reserved the alias for later
   */
  record Alias(FieldValue name, FieldValue arn, Optional<FieldValue> targetKeyId)
      implements Entry {}

  /**
   * A KMS key.
   *
   * @param name its ARN
   * @param manager {@code AWS} or {@code CUSTOMER}; only {@code describe-key} prints it
   * @param state such as {@code Enabled}; only {@code describe-key} prints it
   * @param related the ARNs of all keys of its multi-Region family, its own among them; empty for a
   *     key of a single Region, and where nothing was said
   */
  record Key(
      FieldValue name,
      Optional<FieldValue> manager,
      Optional<FieldValue> state,
      List<FieldValue> related)
      implements Entry {
    public Key {
      related = List.copyOf(related);
    }
  }

  /**
   * The default encryption of an S3 bucket.
   *
   * @param algorithm {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
   * @param keyId the key; absent where it is {@code aws/s3} or none
   */
  record Bucket(FieldValue name, FieldValue algorithm, Optional<FieldValue> keyId)
      implements Entry {}

  /** A log group of CloudWatch Logs; under no key of KMS where {@code keyId} is absent. */
  record LogGroup(FieldValue name, Optional<FieldValue> arn, Optional<FieldValue> keyId)
      implements Entry {}

  /** A log group under a key of the customer's own, of which nobody has told which. */
  record LogGroupUnderSomeKey(FieldValue name) implements Entry {}

  /**
   * A resource of a stack of CloudFormation.
   *
   * @param name its logical id
   * @param physicalId what {@code Ref} gives
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResource.html">
   *     StackResource</a>
   */
  record StackResource(FieldValue name, FieldValue physicalId) implements Entry {}

  /**
   * A thing that Terraform is going to make or to change, of which not all is known yet.
   *
   * @param region where it will be, if that is known
   * @param account in which it will be, if that is known
   * @param keyId the key that it will be under; empty where only the run tells
   * @param address what makes it
   */
  record Planned(
      FieldValue name,
      Kind of,
      Optional<String> region,
      Optional<String> account,
      Optional<FieldValue> keyId,
      String address)
      implements Entry {}

  /**
   * A line of a map written by hand: what matches the pattern is under the key.
   *
   * @param name the pattern
   * @param of what the pattern is compared with
   */
  record Rule(FieldValue name, Kind of, FieldValue key) implements Entry {}

  /** What a rule speaks of. */
  enum Kind {
    PARAMETERS,
    SECRETS,
    BUCKETS,
    LOG_GROUPS
  }
}
