package io.github.ecspolicy.iam;

/**
 * A part of an ARN between its colons.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html#arns-syntax">ARN
 *     format</a>
 */
public enum ArnSegment {
  PARTITION,
  SERVICE,
  REGION,
  ACCOUNT,
  /** All that follows the fifth colon. */
  RESOURCE;

  /** Its number, counted from {@code arn}, which is 0. */
  int field() {
    return ordinal() + 1;
  }
}
