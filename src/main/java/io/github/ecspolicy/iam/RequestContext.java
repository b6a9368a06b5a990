package io.github.ecspolicy.iam;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition keys of one request, as conditions and policy variables look them up.
 *
 * @param keys from condition key to values, not case-sensitive
 */
record RequestContext(Map<String, List<String>> keys) {

  /** {@code ${key}} or {@code ${key, 'default'}}. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<key>[^{},]*)(?:,\\s*'(?<default>[^']*)'\\s*)?\\}");

  private static final String GLOBAL_PREFIX = "aws:";

  /**
   * Whether an offline reader cannot say if the key is in the request. The keys of a service depend
   * on the call alone, so one that is not mentioned is not there; the global ones depend on the
   * account, the network and the hour.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
   *     global condition context keys</a>
   */
  boolean isUnknown(String key) {
    return !keys.containsKey(key)
        && key.regionMatches(true, 0, GLOBAL_PREFIX, 0, GLOBAL_PREFIX.length());
  }

  /** The values of the key, none if it is absent or unknown. */
  List<String> values(String key) {
    return keys.getOrDefault(key, List.of());
  }

  /** {@code text} with its variables replaced; {@code *} and {@code ?} stay wildcards. */
  ExpandedText expandPattern(String text) {
    return expand(text, true);
  }

  /** {@code text} with its variables replaced; {@code *} and {@code ?} are plain characters. */
  ExpandedText expandExact(String text) {
    return expand(text, false);
  }

  private ExpandedText expand(String text, boolean wildcards) {
    ExpandedText expanded = ExpandedText.EMPTY;
    Matcher matcher = VARIABLE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      expanded =
          expanded
              .plusPattern(plain(text.substring(end, matcher.start()), wildcards))
              .plus(variable(matcher.group("key").strip(), matcher.group("default")));
      end = matcher.end();
    }
    return expanded.plusPattern(plain(text.substring(end), wildcards));
  }

  // the variables are taken out already, so any `$` left is one
  private static String plain(String text, boolean wildcards) {
    return wildcards ? text.replace("$", "${$}") : Glob.escape(text);
  }

  // Only a key with a single value can be a variable; a default stands in for one with none.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
  private ExpandedText variable(String key, String defaultValue) {
    if (key.equals("*") || key.equals("?") || key.equals("$")) {
      return ExpandedText.exactly(key);
    }
    if (isUnknown(key)) {
      return ExpandedText.UNKNOWN;
    }
    List<String> values = values(key);
    if (values.size() == 1) {
      return ExpandedText.exactly(values.get(0));
    }
    return values.isEmpty() && defaultValue != null
        ? ExpandedText.exactly(defaultValue)
        : ExpandedText.WITHOUT_VALUE;
  }
}
