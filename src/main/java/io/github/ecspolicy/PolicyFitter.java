package io.github.ecspolicy;

import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.reference.AccountInventory;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.reference.ResolvedReference.Kind;
import io.github.ecspolicy.synthesis.PolicyKind;
import io.github.ecspolicy.synthesis.PolicyReport.Part;
import io.github.ecspolicy.synthesis.PolicySplitter;
import io.github.ecspolicy.synthesis.PolicySynthesizer;
import io.github.ecspolicy.synthesis.PolicySynthesizer.Synthesis;
import io.github.ecspolicy.synthesis.ResourcePatterns;
import io.github.ecspolicy.synthesis.ResourcePatterns.Pattern;
import io.github.ecspolicy.template.Symbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a policy fit into IAM's quotas, as far as the user lets it. */
final class PolicyFitter {
  private static final String PARAMETERS = "parameter/";

  private final PolicySynthesizer synthesizer;
  private final PolicyRequest.Shape shape;
  private final Optional<AccountInventory> inventory;
  private final Symbols symbols;

  /**
   * Creates a fitter.
   *
   * @param inventory what exists; empty if the user says nothing of it
   * @param symbols which texts only AWS will know; no start of one means anything
   */
  PolicyFitter(
      PolicySynthesizer synthesizer,
      PolicyRequest.Shape shape,
      Optional<AccountInventory> inventory,
      Symbols symbols) {
    this.synthesizer = synthesizer;
    this.shape = shape;
    this.inventory = inventory;
    this.symbols = symbols;
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

    /** Returns the same without the reasons for the policy. */
    Fitted withoutGrants() {
      Synthesis unexplained = new Synthesis(synthesis.policy(), List.of(), synthesis.diagnostics());
      return new Fitted(unexplained, patterns, parts, diagnostics);
    }
  }

  /**
   * Returns the policy for {@code references}.
   *
   * @param name for the policy in IAM
   * @param whose the role, as in "the policy of `x`"; may be empty
   * @param severalTasks whether several task definitions have the role
   */
  Fitted fit(List<ResolvedReference> references, String name, String whose, boolean severalTasks) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Pattern> patterns = List.of();
    Synthesis synthesis = synthesizer.synthesize(references);
    if (shape.fitting().compact()
        && inventory.isPresent()
        && synthesis.policy().size() > shape.kind().quota()) {
      patterns = patterns(references, inventory.get(), diagnostics);
      synthesis = synthesizer.synthesize(references, patterns);
    }
    if (!patterns.isEmpty()) {
      diagnostics.add(compacted(patterns, whose));
    }
    diagnostics.addAll(synthesis.diagnostics());
    PolicyDocument policy = synthesis.policy();
    WaysToFit ways = new WaysToFit(shape, severalTasks);
    List<Part> parts =
        shape.fitting().split()
            ? split(policy, name, whose, ways, diagnostics)
            : List.of(new Part(1, name, policy));
    if (!shape.fitting().split()) {
      shape
          .kind()
          .quotaProblem(whose, policy.size())
          .map(problem -> problem.isError() ? wayOut(problem, policy, whose, ways) : problem)
          .ifPresent(diagnostics::add);
    }
    return new Fitted(synthesis, patterns, parts, diagnostics);
  }

  /** The patterns for the parameters and secrets of each place, which match nothing else there. */
  private List<Pattern> patterns(
      List<ResolvedReference> references, AccountInventory known, List<Diagnostic> diagnostics) {
    Map<Arn, Set<String>> needed = new TreeMap<>(Comparator.comparing(Arn::toString));
    for (ResolvedReference reference : references) {
      reference
          .resource()
          .filter(arn -> mayBeCovered(reference, arn) && !symbols.areIn(arn.toString()))
          .ifPresent(
              arn ->
                  needed
                      .computeIfAbsent(arn.withResource(start(reference)), place -> new TreeSet<>())
                      .add(arn.toString()));
    }
    List<Pattern> patterns = new ArrayList<>();
    needed.forEach(
        (place, arns) ->
            known
                .existing(place.service(), place.region(), place.account())
                .ifPresentOrElse(
                    existing -> patterns.addAll(patterns(place, arns, existing)),
                    () -> diagnostics.add(unproven(place))));
    return patterns;
  }

  private static Diagnostic unproven(Arn place) {
    boolean isParameter = place.service().equals("ssm");
    return Diagnostic.of(
            DiagnosticCode.COMPACT_UNPROVEN,
            "no inventory lists all "
                + (isParameter ? "parameters" : "secrets")
                + " of account "
                + place.account()
                + " in "
                + place.region()
                + ": a pattern might match one that is not needed")
        .withHint(
            "give the whole output of `aws "
                + (isParameter
                    ? "ssm describe-parameters"
                    // a secret that is to be deleted may be restored
                    : "secretsmanager list-secrets --include-planned-deletion")
                + "` with ",
            Setting.INVENTORY);
  }

  private static List<Pattern> patterns(Arn place, Set<String> needed, Set<Arn> existing) {
    Set<String> others = new TreeSet<>();
    existing.forEach(arn -> others.add(arn.toString()));
    others.removeAll(needed);
    // What AWS keeps there is in no listing.
    others.add(place.withResource(place.resource() + "aws/").toString());
    return ResourcePatterns.covering(needed, others).stream().filter(Pattern::isOpen).toList();
  }

  private static String start(ResolvedReference reference) {
    return reference.kind() == Kind.PARAMETER ? PARAMETERS : "secret:";
  }

  /** Neither AWS's own parameters nor secrets whose random suffix is not known. */
  private static boolean mayBeCovered(ResolvedReference reference, Arn arn) {
    return switch (reference.kind()) {
      case PARAMETER -> !arn.resource().startsWith(PARAMETERS + "aws/");
      case SECRET -> !arn.resource().endsWith("?");
      case S3_OBJECT, FILE_SYSTEMS, REGISTRY, REPOSITORY, UPSTREAM_IMAGE, LOG_STREAMS, LOG_GROUP ->
          false;
    };
  }

  private static Diagnostic compacted(List<Pattern> patterns, String whose) {
    int covered = patterns.stream().mapToInt(pattern -> pattern.covers().size()).sum();
    return Diagnostic.of(
            DiagnosticCode.COMPACT_PATTERNS,
            patterns.size()
                + (patterns.size() == 1 ? " pattern stands" : " patterns stand")
                + " for "
                + covered
                + " resources in the policy"
                + whose)
        .withHint("each and what it covers is listed by ", Setting.FORMAT.to("report"));
  }

  /** Where the policy cannot be split either, one of its statements is the problem. */
  private static Diagnostic wayOut(
      Diagnostic over, PolicyDocument policy, String whose, WaysToFit ways) {
    return PolicySplitter.canBeSplit(policy, PolicyKind.MANAGED.quota())
        ? ways.of(over, policy.size())
        : WaysToFit.ofStatement(PolicyKind.MANAGED.statementProblem(whose));
  }

  private List<Part> split(
      PolicyDocument policy,
      String name,
      String whose,
      WaysToFit ways,
      List<Diagnostic> diagnostics) {
    PolicyKind kind = shape.kind();
    Optional<List<PolicySplitter.Part>> documents = PolicySplitter.split(policy, kind.quota());
    if (documents.isEmpty()) {
      diagnostics.add(WaysToFit.ofStatement(kind.statementProblem(whose)));
      return List.of(new Part(1, name, policy));
    }
    List<PolicySplitter.Part> all = documents.get();
    kind.partsProblem(whose, all.stream().map(part -> part.policy().size()).toList())
        .map(problem -> advised(problem, policy, ways))
        .ifPresent(diagnostics::add);
    return all.size() == 1
        ? List.of(new Part(1, name, policy))
        : all.stream()
            .map(part -> new Part(part.number(), name + "-" + part.number(), part.policy()))
            .toList();
  }

  private static Diagnostic advised(Diagnostic problem, PolicyDocument policy, WaysToFit ways) {
    if (problem.isError()) {
      return ways.of(problem, policy.size());
    }
    return problem.hint().isPresent() ? problem : ways.ofMany(problem);
  }
}
