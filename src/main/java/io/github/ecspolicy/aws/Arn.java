package io.github.ecspolicy.aws;

import java.util.Optional;

/**
 * An Amazon Resource Name. {@link #parse} and {@link #toString} are inverses.
 *
 * @param partition such as {@code aws}; never empty
 * @param service such as {@code ssm}; never empty
 * @param region empty for global resources
 * @param account 12 digits; empty for resources that belong to no account
 * @param resource everything after the fifth colon, colons included
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {
  /** What every ARN starts with; ECS compares it case-sensitively. */
  public static final String PREFIX = "arn:";

  private static final int PARTS = 6;

  public Arn {
    if (partition.isEmpty() || service.isEmpty()) {
      throw new IllegalArgumentException("an ARN has a partition and a service");
    }
    if (hasColon(partition) || hasColon(service) || hasColon(region) || hasColon(account)) {
      throw new IllegalArgumentException("only the resource part of an ARN may hold a colon");
    }
  }

  private static boolean hasColon(String part) {
    return part.indexOf(':') >= 0;
  }

  /** Returns the ARN that {@code text} is, or empty if it is none. */
  public static Optional<Arn> parse(String text) {
    String[] parts = text.split(":", PARTS);
    if (parts.length < PARTS || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    if (parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
  }

  /** Returns this ARN with another resource part. */
  public Arn withResource(String other) {
    return new Arn(partition, service, region, account, other);
  }

  /** Returns this ARN in another account and Region. */
  public Arn within(String otherRegion, String otherAccount) {
    return new Arn(partition, service, otherRegion, otherAccount, resource);
  }

  @Override
  public String toString() {
    return PREFIX + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }
}
