package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicySplitter;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.PolicySynthesizer.Synthesis;
import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a policy fit into IAM's quotas, as far as the user lets it. */
final class PolicyFitter {
  private final PolicySynthesizer synthesizer;
  private final PolicyRequest.Shape shape;

  PolicyFitter(PolicySynthesizer synthesizer, PolicyRequest.Shape shape) {
    this.synthesizer = synthesizer;
    this.shape = shape;
  }

  /**
   * A policy, and how it is attached.
   *
   * @param patterns those of its resources that stand for several
   * @param parts never empty
   */
  record Fitted(
      Synthesis synthesis, List<Pattern> patterns, List<Part> parts, List<Diagnostic> diagnostics) {
    Fitted {
      patterns = List.copyOf(patterns);
      parts = List.copyOf(parts);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Returns the policy for {@code references}.
   *
   * @param name for the policy in IAM
   * @param whose the role, as in "the policy of `x`"; may be empty
   */
  Fitted fit(List<ResolvedReference> references, String name, String whose) {
    Synthesis synthesis = synthesizer.synthesize(references);
    List<Diagnostic> diagnostics = new ArrayList<>(synthesis.diagnostics());
    List<Part> parts = List.of(new Part(name, synthesis.policy()));
    if (shape.fitting().split()) {
      parts = split(synthesis.policy(), name, whose, diagnostics);
    } else {
      shape.kind().quotaProblem(whose, synthesis.policy().size()).ifPresent(diagnostics::add);
    }
    return new Fitted(synthesis, List.of(), parts, diagnostics);
  }

  private List<Part> split(
      PolicyDocument policy, String name, String whose, List<Diagnostic> diagnostics) {
    PolicyKind kind = shape.kind();
    Optional<List<PolicySplitter.Part>> documents = PolicySplitter.split(policy, kind.quota());
    if (documents.isEmpty()) {
      kind.quotaProblem(whose, policy.size()).ifPresent(diagnostics::add);
      return List.of(new Part(name, policy));
    }
    List<PolicySplitter.Part> all = documents.get();
    kind.partsProblem(whose, all.stream().map(part -> part.policy().size()).toList())
        .ifPresent(diagnostics::add);
    return all.size() == 1
        ? List.of(new Part(name, policy))
        : all.stream().map(part -> new Part(name + "-" + part.number(), part.policy())).toList();
  }
}
