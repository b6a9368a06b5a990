package io.github.ecspolicy.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecspolicy.iam.PolicyJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The findings that somebody has accepted: a file that is kept beside the policies and reviewed
 * like them.
 *
 * @param acceptances each about another finding
 */
public record Baseline(List<Acceptance> acceptances) {
  /** Nothing is accepted. */
  public static final Baseline NONE = new Baseline(List.of());

  static final String ACCEPTED = "accepted";
  static final String FINGERPRINT = "fingerprint";
  static final String CODE = "code";
  static final String ROLE = "role";
  static final String SUBJECT = "subject";
  static final String MESSAGE = "message";
  static final String JUSTIFICATION = "justification";
  static final String EXPIRES = "expires";

  public Baseline {
    acceptances = List.copyOf(acceptances);
  }

  /** Returns the acceptances by the fingerprints of what they are about. */
  Map<String, Acceptance> byFingerprint() {
    return acceptances.stream()
        .collect(Collectors.toMap(Acceptance::fingerprint, Function.identity()));
  }

  /**
   * Returns a baseline that accepts all that {@code report} found, for the reasons that this one
   * has. What no longer occurs is left out, unless it is about a role that was not checked.
   */
  public Baseline accepting(CheckReport report) {
    Map<String, Acceptance> earlier = byFingerprint();
    Map<String, Acceptance> accepted = new TreeMap<>();
    for (Finding finding : report.acceptable()) {
      String fingerprint = finding.fingerprint();
      accepted.putIfAbsent(
          fingerprint,
          earlier.containsKey(fingerprint)
              ? earlier.get(fingerprint).about(finding)
              : Acceptance.of(finding));
    }
    Set<String> checked = report.roleNames();
    acceptances.stream()
        .filter(acceptance -> !checked.contains(acceptance.role()))
        .forEach(acceptance -> accepted.put(acceptance.fingerprint(), acceptance));
    return new Baseline(accepted.values().stream().sorted(Acceptance.ORDER).toList());
  }

  /** Returns how many acceptances this has that {@code other} does not. */
  public long countNotIn(Baseline other) {
    Set<String> others = other.byFingerprint().keySet();
    return acceptances.stream().filter(each -> !others.contains(each.fingerprint())).count();
  }

  /** Returns how many acceptances do not say why. */
  public long countUnjustified() {
    return acceptances.stream().filter(each -> !each.isJustified()).count();
  }

  /** Returns the text of the file, with a line end after the last line. */
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = root.putArray(ACCEPTED);
    for (Acceptance acceptance : acceptances) {
      ObjectNode entry =
          entries
              .addObject()
              .put(FINGERPRINT, acceptance.fingerprint())
              .put(CODE, acceptance.code().toString())
              .put(ROLE, acceptance.role())
              .put(SUBJECT, acceptance.subject())
              .put(MESSAGE, acceptance.message())
              .put(JUSTIFICATION, acceptance.justification());
      acceptance.expires().ifPresent(day -> entry.put(EXPIRES, day.toString()));
    }
    return PolicyJson.indented(root) + "\n";
  }
}
