package io.github.ecspolicy.iam;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
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

  /** What stands in braces for itself. */
  private static final Set<String> ESCAPED = Set.of("*", "?", "$");

  static RequestContext of(AccessRequest request) {
    return new RequestContext(request.context());
  }

  /** Whether an offline reader cannot say if the key is in the request. */
  boolean isUnknown(String key) {
    return !keys.containsKey(key) && ConditionKeys.dependOnTheLiveCall(key);
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

  /** The variables of {@code text} that have values which the request does not say. */
  SortedSet<String> unknownVariables(String text) {
    Set<String> unknown = new HashSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String key = matcher.group("key").strip();
      if (!ESCAPED.contains(key) && isUnknown(key)) {
        unknown.add(key);
      }
    }
    return ConditionKeys.sorted(unknown);
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
    if (ESCAPED.contains(key)) {
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
