package io.github.ecspolicy.iam;

import io.github.ecspolicy.iam.StatementExplanation.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides calls by identity policies alone: an explicit deny wins, then any allow, else the call is
 * implicitly denied. What depends on a value that the request does not say is {@link
 * Decision#CONDITIONAL}, never a guess. With boundaries and the policies of resources, {@link
 * EffectivePermissions} decides.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class PolicyEvaluator {

  private final List<PolicyDocument> policies;
  private final Map<String, List<StatementMatcher>> byLiteralResource = new HashMap<>();
  private final Map<Integer, Map<String, List<Candidate>>> byLengthAndPrefix = new HashMap<>();
  private final List<StatementMatcher> leavingResourcesOut = new ArrayList<>();

  private record Candidate(ResourcePattern pattern, StatementMatcher matcher) {}

  public PolicyEvaluator(PolicyDocument... policies) {
    this(List.of(policies));
  }

  /** An evaluator for policies that are attached to the same role. */
  public PolicyEvaluator(List<PolicyDocument> policies) {
    this.policies = List.copyOf(policies);
    policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .map(StatementMatcher::new)
        .forEach(this::index);
  }

  /** What IAM answers to the call. */
  public Decision decide(AccessRequest request) {
    return verdict(request, RequestContext.of(request)).decision();
  }

  /** What IAM answers to the call, and why. */
  public Explanation explain(AccessRequest request) {
    RequestContext context = RequestContext.of(request);
    Verdict verdict = verdict(request, context);
    return new Explanation(
        verdict.decision(),
        Obstacle.of(PolicyType.IDENTITY, verdict),
        statements(PolicyType.IDENTITY, request, context));
  }

  /** How each statement bears on the call, policy by policy. */
  List<StatementExplanation> statements(
      PolicyType type, AccessRequest request, RequestContext context) {
    List<StatementExplanation> explanations = new ArrayList<>();
    for (int policy = 0; policy < policies.size(); policy++) {
      List<Statement> statements = policies.get(policy).statements();
      for (int index = 0; index < statements.size(); index++) {
        Place place = new Place(type, policy, index);
        explanations.add(StatementExplanation.of(place, statements.get(index), request, context));
      }
    }
    return explanations;
  }

  Verdict verdict(AccessRequest request, RequestContext context) {
    String action = request.action().toLowerCase(Locale.ROOT);
    String resource = request.resource();
    Verdict verdict = Verdict.SILENCE;
    for (StatementMatcher matcher : byLiteralResource.getOrDefault(resource, List.of())) {
      if (matcher.hasAction(action)) {
        verdict = verdict.plus(matcher.effect(), matcher.test(context));
      }
    }
    for (Candidate candidate : candidates(resource)) {
      if (candidate.matcher().hasAction(action)) {
        Match match = candidate.pattern().matches(resource, context);
        verdict = plus(verdict, match, candidate.matcher(), context);
      }
    }
    for (StatementMatcher matcher : leavingResourcesOut) {
      if (matcher.hasAction(action)) {
        verdict = plus(verdict, matcher.hasResource(resource, context), matcher, context);
      }
    }
    return verdict;
  }

  private static Verdict plus(
      Verdict verdict, Match resource, StatementMatcher matcher, RequestContext context) {
    return resource == Match.NO
        ? verdict
        : verdict.plus(matcher.effect(), resource.and(matcher.test(context)));
  }

  /** The patterns whose beginning the resource has. */
  private List<Candidate> candidates(String resource) {
    List<Candidate> candidates = new ArrayList<>();
    byLengthAndPrefix.forEach(
        (length, byPrefix) -> {
          if (length <= resource.length()) {
            candidates.addAll(byPrefix.getOrDefault(resource.substring(0, length), List.of()));
          }
        });
    return candidates;
  }

  // Thousands of ARNs in one policy are usual, literal or with six question marks at the end. So
  // literal ones are looked up, and patterns by what they begin with.
  private void index(StatementMatcher matcher) {
    if (matcher.statement().resource().allBut()) {
      leavingResourcesOut.add(matcher);
      return;
    }
    for (String resource : matcher.literalResources()) {
      byLiteralResource.computeIfAbsent(resource, key -> new ArrayList<>()).add(matcher);
    }
    for (ResourcePattern pattern : matcher.resourcePatterns()) {
      String prefix = pattern.literalPrefix();
      byLengthAndPrefix
          .computeIfAbsent(prefix.length(), length -> new HashMap<>())
          .computeIfAbsent(prefix, key -> new ArrayList<>())
          .add(new Candidate(pattern, matcher));
    }
  }
}
