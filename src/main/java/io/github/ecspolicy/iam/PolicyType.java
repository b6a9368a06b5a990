package io.github.ecspolicy.iam;

/**
 * The types of policies that bear on a call.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types">Policy
 *     types</a>
 */
public enum PolicyType {
  /** Attached to the role. */
  IDENTITY,
  /** The permissions boundary of the role. */
  BOUNDARY,
  /** Attached to the resource: of a secret, a KMS key, or a role that is assumed. */
  RESOURCE
}
