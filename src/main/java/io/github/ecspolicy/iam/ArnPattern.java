package io.github.ecspolicy.iam;

import java.util.BitSet;

/**
 * A pattern for ARNs, matched with regard to their colons: in the first five of the six fields a
 * wildcard stays within its field. In the last one, which may have colons of its own, it does not
 * care. A {@code *} alone stands for everything.
 *
 * @param runsPastColons whether a {@code *} at the end of a field may also swallow the fields after
 *     it
 */
record ArnPattern(String pattern, boolean runsPastColons) {

  static final int FIELDS = 6;

  /**
   * The pattern of a {@code Resource}. AWS says of it: "If the * wildcard is the last character of
   * a resource ARN segment, it can expand to match beyond the colon boundaries"; so it does here.
   * Missing fields are added at the end, each a {@code *}, as IAM does for identity policies.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards">Using
   *     wildcards in resource ARNs</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes-strings">Policy
   *     grammar notes: incomplete ARNs</a>
   */
  static ArnPattern ofResource(String pattern) {
    return new ArnPattern(complete(pattern), true);
  }

  /**
   * The pattern of a condition: "Each of the six colon-delimited components of the ARN is checked
   * separately".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN">ARN
   *     condition operators</a>
   */
  static ArnPattern ofCondition(String pattern) {
    return new ArnPattern(pattern, false);
  }

  /** Where the last field of {@code pattern} begins, or its end if it has fewer fields. */
  static int lastFieldStart(String pattern) {
    int start = 0;
    for (int field = 1; field < FIELDS; field++) {
      int colon = pattern.indexOf(':', start);
      if (colon < 0) {
        return pattern.length();
      }
      start = colon + 1;
    }
    return start;
  }

  /** Whether all six fields are there. */
  static boolean isComplete(String pattern) {
    return pattern.chars().filter(c -> c == ':').limit(FIELDS - 1).count() == FIELDS - 1;
  }

  /** What stands between the colons; the last of six may have colons of its own. */
  String[] fields() {
    return pattern.split(":", FIELDS);
  }

  private static String complete(String pattern) {
    if (pattern.equals("*") || isComplete(pattern)) {
      return pattern;
    }
    long fields = pattern.chars().filter(c -> c == ':').count() + 1;
    return pattern + ":*".repeat((int) (FIELDS - fields));
  }

  /**
   * Whether the whole of {@code arn} matches. A set of positions in the pattern is carried along
   * the text, since the last {@code *} may be one that stops at a colon and an earlier one not.
   */
  boolean matches(String arn) {
    if (pattern.equals("*")) {
      return true;
    }
    Glob glob = new Glob(pattern);
    int lastField = lastFieldStart(pattern);
    BitSet positions = new BitSet();
    enter(glob, 0, positions);
    for (int i = 0; i < arn.length() && !positions.isEmpty(); ) {
      int character = arn.codePointAt(i);
      positions = step(glob, lastField, positions, character);
      i += Character.charCount(character);
    }
    return positions.get(pattern.length());
  }

  private BitSet step(Glob glob, int lastField, BitSet positions, int character) {
    BitSet next = new BitSet();
    for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
      boolean wildcardFits = character != ':' || at >= lastField;
      if (glob.isStar(at)) {
        if (wildcardFits || (runsPastColons && pattern.startsWith(":", at + 1))) {
          enter(glob, at, next);
        }
      } else if (glob.isOne(at, character) && (wildcardFits || !glob.isQuestionMark(at))) {
        enter(glob, at + glob.elementLength(at), next);
      }
    }
    forgetBeforeLastStar(glob, lastField, next);
    return next;
  }

  // Whatever is matched from an earlier position reaches this star in the end, and the star takes
  // anything, so it need not be tried: else the work would grow with the stars.
  private static void forgetBeforeLastStar(Glob glob, int lastField, BitSet positions) {
    int at = positions.previousSetBit(positions.length());
    while (at >= lastField && !glob.isStar(at)) {
      at = positions.previousSetBit(at - 1);
    }
    if (at >= lastField) {
      positions.clear(0, at);
    }
  }

  // a star may also match nothing, so what follows it is entered with it
  private static void enter(Glob glob, int at, BitSet positions) {
    positions.set(at);
    for (int after = at; glob.isStar(after); after++) {
      positions.set(after + 1);
    }
  }
}
