package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.aws.Arn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The fewest resources of a policy that match every ARN that is needed and none of the others there
 * are; each is an ARN as it stands, or the start of some and {@code *}.
 *
 * <p>Think of all ARNs as the trie of their characters. A start may be followed by {@code *} if
 * everything below it is needed: it is <em>clean</em>. For each needed ARN there is a shortest
 * clean start, or none if another ARN continues it. Whatever matches the ARN and no other lies
 * below that start, so a text that matches ARNs of two different shortest clean starts cannot be,
 * and there have to be at least as many texts as there are such starts and ARNs without one. That
 * many are enough. Of the texts that match what is below a shortest clean start, the longest is
 * taken, which opens the least to names that are yet to be given.
 *
 * <p>A start goes at least as far as the type of the resource and what ends it, as in {@code
 * arn:aws:ssm:eu-west-1:111122223333:parameter/}: what is of different accounts, Regions or types
 * is never told apart by {@code *}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 *     JSON policy elements: Resource</a>
 */
public final class ResourcePatterns {
  private static final String ANY = "*";

  /**
   * One resource of the policy.
   *
   * @param text an ARN, or the start of at least two and {@code *}
   * @param covers the needed ARNs that it matches, sorted; never empty
   */
  public record Pattern(String text, List<String> covers) {
    public Pattern {
      covers = List.copyOf(covers);
      if (covers.isEmpty()) {
        throw new IllegalArgumentException("a pattern is there for something");
      }
    }

    /** Returns {@code true} if names that are yet to be given may match too. */
    public boolean isOpen() {
      return text.endsWith(ANY);
    }
  }

  private ResourcePatterns() {}

  /**
   * Returns the fewest patterns, sorted by text. Each needed ARN is covered by exactly one.
   *
   * @param needed ARNs as they are, without anything that means something in a policy
   * @param others what exists and must not be matched; whatever is not there may be
   * @throws IllegalArgumentException if something is needed and not, or if it is not the ARN of a
   *     single resource
   */
  public static List<Pattern> covering(Collection<String> needed, Collection<String> others) {
    TreeSet<String> avoided = new TreeSet<>(others);
    Map<String, List<String>> byStart = new LinkedHashMap<>();
    for (String arn : new TreeSet<>(needed)) {
      byStart.computeIfAbsent(cleanStart(arn, avoided), start -> new ArrayList<>()).add(arn);
    }
    return byStart.values().stream()
        .map(ResourcePatterns::tightest)
        .sorted(Comparator.comparing(Pattern::text))
        .toList();
  }

  /** Returns the shortest start that none of {@code avoided} has, or else the ARN itself. */
  private static String cleanStart(String arn, TreeSet<String> avoided) {
    if (avoided.contains(arn)) {
      throw new IllegalArgumentException("`" + arn + "` is both needed and to be avoided");
    }
    int length = nameStart(arn);
    // In sorted order nothing shares more with a text than its neighbours do.
    String before = avoided.lower(arn);
    if (before != null) {
      length = Math.max(length, commonLength(arn, before) + 1);
    }
    String after = avoided.higher(arn);
    if (after != null) {
      length = Math.max(length, commonLength(arn, after) + 1);
    }
    return arn.substring(0, Math.min(length, arn.length()));
  }

  private static Pattern tightest(List<String> sorted) {
    String first = sorted.get(0);
    if (sorted.size() == 1) {
      return new Pattern(first, sorted);
    }
    String last = sorted.get(sorted.size() - 1);
    return new Pattern(first.substring(0, commonLength(first, last)) + ANY, sorted);
  }

  /** Returns where the name of the resource begins, or the end where there is only a name. */
  private static int nameStart(String arn) {
    String resource = Arn.parse(arn).map(Arn::resource).orElse("");
    if (resource.isEmpty() || !arn.chars().allMatch(ResourcePatterns::isPlain)) {
      throw new IllegalArgumentException("`" + arn + "` is not the ARN of a single resource");
    }
    int end = 0;
    while (end < resource.length() && resource.charAt(end) != '/' && resource.charAt(end) != ':') {
      end++;
    }
    return Math.min(arn.length() - resource.length() + end + 1, arn.length());
  }

  /**
   * Whether a policy can hold the character as it stands. Characters above U+00FF it cannot hold at
   * all, so half of one is never cut off.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM
   *     and AWS STS quotas</a>
   */
  private static boolean isPlain(int c) {
    return c >= ' ' && c <= '\u00FF' && c != '*' && c != '?' && c != '$';
  }

  private static int commonLength(String one, String other) {
    int end = Math.min(one.length(), other.length());
    int length = 0;
    while (length < end && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }
}
