package io.github.ecspolicy.aws;

import java.util.Optional;

/**
 * A task execution role, as {@code executionRoleArn} names it.
 *
 * @param name without its path
 * @param arn empty where only the name is known, which ECS accepts as well
 */
public record ExecutionRole(String name, Optional<Arn> arn) implements Comparable<ExecutionRole> {
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  private static final Alphabet NAME = new Alphabet("_+=,.@-");
  private static final int LONGEST = 64;

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  private static final String RESOURCE = "role/";

  public ExecutionRole {
    if (!NAME.spells(name, LONGEST)) {
      throw new IllegalArgumentException("not the name of a role: " + name);
    }
  }

  /** Returns the role that {@code text} is the ARN or the name of, or empty if it is neither. */
  public static Optional<ExecutionRole> parse(String text) {
    if (NAME.spells(text, LONGEST)) {
      return Optional.of(new ExecutionRole(text, Optional.empty()));
    }
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("iam") && arn.region().isEmpty())
        .filter(arn -> isRole(arn.resource()))
        .filter(arn -> Partition.ofId(arn.partition()).isPresent())
        .filter(arn -> TargetAccount.isAccount(arn.account()))
        .filter(arn -> NAME.spells(nameIn(arn), LONGEST))
        .map(arn -> new ExecutionRole(nameIn(arn), Optional.of(arn)));
  }

  /** A path may have any visible character of ASCII. */
  private static boolean isRole(String resource) {
    return resource.startsWith(RESOURCE)
        && !resource.endsWith("/")
        && Alphabet.isOf(resource.substring(0, resource.lastIndexOf('/')), '!', '~');
  }

  private static String nameIn(Arn arn) {
    return arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
  }

  /** Returns the account the role is in, where its ARN says so. */
  public Optional<String> account() {
    return arn.map(Arn::account);
  }

  /** Returns the partition the role is in, where its ARN says so. */
  public Optional<Partition> partition() {
    return arn.map(Arn::partition).flatMap(Partition::ofId);
  }

  @Override
  public int compareTo(ExecutionRole other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return arn.map(Arn::toString).orElse(name);
  }
}
