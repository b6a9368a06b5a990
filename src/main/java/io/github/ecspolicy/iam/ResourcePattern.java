package io.github.ecspolicy.iam;

import java.util.Optional;
import java.util.SortedSet;

/**
 * One pattern of a {@code Resource} or {@code NotResource}, made ready for many requests.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 *     JSON policy elements: Resource</a>
 */
public final class ResourcePattern {

  private final String pattern;
  private final String header;
  private final String lastField;
  private final String literalPrefix;
  private final Optional<ArnPattern> withoutVariables;

  private ResourcePattern(String pattern) {
    int start = ArnPattern.lastFieldStart(pattern);
    this.pattern = pattern;
    this.header = pattern.substring(0, start);
    this.lastField = pattern.substring(start);
    this.literalPrefix = literalPrefix(pattern);
    this.withoutVariables =
        pattern.indexOf('$') < 0 ? Optional.of(ArnPattern.ofResource(pattern)) : Optional.empty();
  }

  /**
   * The pattern that a policy writes as {@code text}.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static ResourcePattern of(String text) {
    Statement.checkResource(text);
    return new ResourcePattern(text);
  }

  /** Whether the request is made on what the pattern stands for. */
  public Match matches(AccessRequest request) {
    return matches(request.resource(), RequestContext.of(request));
  }

  /** Whether the pattern stands for its own text alone. */
  public boolean isLiteral() {
    return literalPrefix.equals(pattern) && ArnPattern.isComplete(pattern);
  }

  /** The pattern as it is written. */
  @Override
  public String toString() {
    return pattern;
  }

  /** What every resource that matches begins with. */
  String literalPrefix() {
    return literalPrefix;
  }

  Match matches(String resource, RequestContext context) {
    if (!resource.startsWith(literalPrefix)) {
      return Match.NO;
    }
    return withoutVariables
        .map(arn -> Match.of(arn.matches(resource)))
        .orElseGet(() -> matchesExpanded(resource, context));
  }

  // Variables stand after the fifth colon only:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse
  private Match matchesExpanded(String resource, RequestContext context) {
    return ExpandedText.EMPTY
        .plusPattern(header)
        .plus(context.expandPattern(lastField))
        .matches(resource, expanded -> ArnPattern.ofResource(expanded).matches(resource));
  }

  /** The keys whose values the request does not say and the pattern needs. */
  SortedSet<String> unknownKeys(RequestContext context) {
    return context.unknownVariables(lastField);
  }

  /** Where a resource that does not match first differs. */
  Difference difference(String resource, RequestContext context) {
    String expanded = header + context.expandPattern(lastField).pattern();
    String[] wanted = ArnPattern.ofResource(expanded).fields();
    String[] had = resource.split(":", ArnPattern.FIELDS);
    if (wanted.length < ArnPattern.FIELDS || had.length < ArnPattern.FIELDS) {
      return new Difference(Optional.empty(), 0, pattern, resource);
    }
    for (ArnSegment segment : ArnSegment.values()) {
      int field = segment.field();
      if (!new Glob(wanted[field]).matches(had[field])) {
        return difference(segment, wanted[field], had[field]);
      }
    }
    return difference(
        ArnSegment.RESOURCE, wanted[ArnPattern.FIELDS - 1], had[ArnPattern.FIELDS - 1]);
  }

  private Difference difference(ArnSegment segment, String expanded, String had) {
    int same = 0;
    while (same < Math.min(expanded.length(), had.length())
        && expanded.charAt(same) == had.charAt(same)) {
      same++;
    }
    String wanted = segment == ArnSegment.RESOURCE ? lastField : expanded;
    return new Difference(Optional.of(segment), same, wanted, had);
  }

  /**
   * How a resource differs from a pattern.
   *
   * @param segment empty if one of the two is no ARN
   * @param same how many characters of the segment are the same from its start
   */
  record Difference(Optional<ArnSegment> segment, int same, String wanted, String had)
      implements Comparable<Difference> {

    /** The nearer, the greater: what differs later is nearer. */
    @Override
    public int compareTo(Difference other) {
      int bySegment = Integer.compare(depth(), other.depth());
      return bySegment != 0 ? bySegment : Integer.compare(same, other.same);
    }

    private int depth() {
      return segment.map(ArnSegment::field).orElse(0);
    }
  }

  private static String literalPrefix(String resource) {
    for (int i = 0; i < resource.length(); i++) {
      if ("*?$".indexOf(resource.charAt(i)) >= 0) {
        return resource.substring(0, i);
      }
    }
    return resource;
  }
}
