package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.synthesis.PolicyKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What can still be done about a policy that is too long: nothing that was asked for already, and
 * nothing that would not help.
 *
 * @param shape what was asked for
 * @param severalTasks whether the role is that of several task definitions
 */
record WaysToFit(PolicyRequest.Shape shape, boolean severalTasks) {

  /** Returns {@code over}, an error on all of the policy, with what makes it fit. */
  Diagnostic of(Diagnostic over, int size) {
    List<List<Object>> ways = new ArrayList<>();
    if (severalTasks) {
      ways.add(List.of("give the task definitions execution roles of their own"));
    }
    boolean isSplit = shape.fitting().split();
    if (!isSplit || shape.kind() == PolicyKind.INLINE) {
      ways.add(List.of("split the policy with ", Setting.SPLIT.to("managed")));
    }
    if (!shape.fitting().compact()) {
      ways.add(List.of("shorten it with ", Setting.COMPACT));
    }
    if (!isSplit && shape.kind() == PolicyKind.MANAGED && size <= PolicyKind.INLINE.quota()) {
      ways.add(List.of("make it part of the role with ", Setting.POLICY_KIND.to("inline")));
    }
    if (ways.isEmpty()) {
      ways.add(
          List.of(
              "divide the containers among task definitions with execution roles of their own"));
    }
    List<Object> hint = new ArrayList<>();
    for (List<Object> way : ways) {
      if (!hint.isEmpty()) {
        hint.add(", or ");
      }
      hint.addAll(way);
    }
    return over.withHint(hint.toArray());
  }

  /** Returns {@code over}, an error on a statement that no document has room for. */
  static Diagnostic ofStatement(Diagnostic over) {
    return over.withHint(
        "neither several policies nor patterns make room for it: shorten its template in ",
        Setting.TEMPLATES);
  }

  /** Returns {@code many}, a warning on the number of managed policies, with what makes it less. */
  Diagnostic ofMany(Diagnostic many) {
    String raise = "ask for up to " + PolicyKind.ATTACHED_AT_MOST + " in Service Quotas";
    return shape.fitting().compact()
        ? many.withHint(raise)
        : many.withHint(raise + ", or shorten the policy with ", Setting.COMPACT);
  }
}
