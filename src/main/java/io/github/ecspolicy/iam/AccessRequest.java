package io.github.ecspolicy.iam;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call to be decided: an action without wildcards, the ARN it is made on (or {@code *} for an
 * action that takes no resource), and the values of the condition keys.
 *
 * <p>Keys of the context are not case-sensitive. An empty list says that the key is known to be
 * absent, which matters for those that only the live call knows, like the {@code aws:} keys and
 * tags: not mentioned, they are unknown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html">Components
 *     of a request</a>
 */
public record AccessRequest(String action, String resource, Map<String, List<String>> context) {

  public AccessRequest {
    Statement.checkAction(action);
    Statement.checkResource(resource);
    if (!new Glob(action).isLiteral()) {
      throw new IllegalArgumentException("action `" + action + "` of a request has a wildcard");
    }
    context = caseInsensitiveCopy(context);
  }

  /** A call whose condition keys are not known. */
  public AccessRequest(String action, String resource) {
    this(action, resource, Map.of());
  }

  /** The same call with further condition keys; what it says itself stays. */
  public AccessRequest with(Map<String, List<String>> known) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(known);
    all.putAll(context);
    return new AccessRequest(action, resource, all);
  }

  private static Map<String, List<String>> caseInsensitiveCopy(Map<String, List<String>> context) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context.forEach(
        (key, values) -> {
          if (copy.put(key, List.copyOf(values)) != null) {
            throw new IllegalArgumentException("condition key `" + key + "` is given twice");
          }
        });
    return Collections.unmodifiableMap(copy);
  }
}
