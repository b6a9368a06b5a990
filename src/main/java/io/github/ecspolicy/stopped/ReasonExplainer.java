package io.github.ecspolicy.stopped;

import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.stopped.ErrorReport.MissingPolicy;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.SynthesisOptions;
import io.github.ecspolicy.synthesis.TemplateCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells from what AWS says of a task that does not start whether its role lacks a permission. */
public final class ReasonExplainer {
  private final KnownReasons known = KnownReasons.builtIn();
  private final PolicySynthesizer synthesizer =
      new PolicySynthesizer(TemplateCatalog.builtIn(), new SynthesisOptions(false, List.of()));

  /** What makes two errors one, whatever tasks they are of. */
  private record Identity(String code, String message, List<Step> steps) {
    static Identity of(ErrorExplanation explanation) {
      return new Identity(explanation.code(), explanation.message(), explanation.steps());
    }
  }

  /** Whose policy is to be mended. */
  private record Mending(Recipient recipient, Caller caller) {}

  /**
   * Returns what the texts mean that somebody pasted; without explanations if it is a document that
   * holds no reason.
   */
  public ErrorReport explain(String pasted) {
    List<Finding> telling = new ArrayList<>();
    // Lines around messages, and events that say less than others, count only where nothing does.
    Optional<Finding> other = Optional.empty();
    Optional<ReasonAnalysis> unknown = Optional.empty();
    for (StoppedReason reason : ReasonReader.read(pasted)) {
      ReasonAnalysis analysis = new ReasonAnalysis(known, synthesizer, reason);
      List<Finding> findings = analysis.findings();
      if (findings.isEmpty() && analysis.isSuspicious()) {
        telling.add(analysis.unknown());
      } else if (findings.isEmpty()) {
        unknown = unknown.or(() -> Optional.of(analysis));
      }
      for (Finding finding : findings) {
        if (finding.yieldsToOthers()) {
          other = other.or(() -> Optional.of(finding));
        } else {
          telling.add(finding);
        }
      }
    }
    if (telling.isEmpty()) {
      Optional<Finding> notKnown = unknown.map(ReasonAnalysis::unknown);
      other.or(() -> notKnown).ifPresent(telling::add);
    }
    return new ErrorReport(merged(telling), missing(telling));
  }

  private static List<ErrorExplanation> merged(List<Finding> findings) {
    Map<Identity, List<ErrorExplanation>> same = new LinkedHashMap<>();
    for (Finding finding : findings) {
      ErrorExplanation explanation = finding.explanation();
      same.computeIfAbsent(Identity.of(explanation), identity -> new ArrayList<>())
          .add(explanation);
    }
    return same.values().stream()
        .map(
            all ->
                all.get(0)
                    .withOrigins(
                        all.stream().flatMap(each -> each.origins().stream()).distinct().toList()))
        .toList();
  }

  private List<MissingPolicy> missing(List<Finding> findings) {
    Map<Mending, Map<String, List<ResolvedReference>>> needs = new LinkedHashMap<>();
    for (Finding finding : findings) {
      ErrorExplanation explanation = finding.explanation();
      explanation
          .recipient()
          .map(recipient -> new Mending(recipient, explanation.caller()))
          .map(mending -> needs.computeIfAbsent(mending, each -> new TreeMap<>()))
          .ifPresent(byAction -> finding.call().ifPresent(call -> add(call, byAction)));
    }
    return needs.entrySet().stream()
        .map(
            entry ->
                new MissingPolicy(
                    entry.getKey().recipient(),
                    entry.getKey().caller(),
                    synthesizer.allowing(entry.getValue())))
        .toList();
  }

  private static void add(RefusedCall call, Map<String, List<ResolvedReference>> byAction) {
    call.needsByAction()
        .forEach(
            (action, needs) ->
                byAction.computeIfAbsent(action, each -> new ArrayList<>()).addAll(needs));
  }
}
