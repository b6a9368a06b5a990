package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.reference.Reference.Scope;
import java.util.List;

/**
 * What of the execution role's work a policy covers, and what a task definition does not show of
 * it.
 *
 * @param extent which fields count
 * @param pullThroughPrefixes repositories below these, in any registry, are pull-through caches;
 *     {@link #ROOT} means all
 * @param extraRepositories ECR repositories that are pulled from beside those of the images
 * @param runtimeMonitoring whether Amazon GuardDuty adds its sidecar to tasks on Fargate
 */
public record PolicyScope(
    Scope extent,
    List<String> pullThroughPrefixes,
    List<Arn> extraRepositories,
    boolean runtimeMonitoring) {
  /** What {@link Scope#SECRETS} covers. */
  public static final PolicyScope SECRETS =
      new PolicyScope(Scope.SECRETS, List.of(), List.of(), false);

  /**
   * The prefix of a rule for all repositories.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html">
   *     prefixes</a>
   */
  public static final String ROOT = "ROOT";

  public PolicyScope {
    pullThroughPrefixes = List.copyOf(pullThroughPrefixes);
    extraRepositories = List.copyOf(extraRepositories);
  }

  /** Returns the same with another extent. */
  public PolicyScope within(Scope extent) {
    return new PolicyScope(extent, pullThroughPrefixes, extraRepositories, runtimeMonitoring);
  }

  /** Returns {@code true} if the repository of this name caches another registry's. */
  boolean isPullThroughCache(String repository) {
    return pullThroughPrefixes.stream().anyMatch(prefix -> isBelow(prefix, repository));
  }

  private static boolean isBelow(String prefix, String repository) {
    return prefix.equals(ROOT) || repository.startsWith(prefix + "/");
  }

  /** Returns the prefixes that none of {@code repositories}, by name, is below. */
  public List<String> prefixesUnusedBy(List<String> repositories) {
    return pullThroughPrefixes.stream()
        .filter(prefix -> repositories.stream().noneMatch(each -> isBelow(prefix, each)))
        .toList();
  }
}
