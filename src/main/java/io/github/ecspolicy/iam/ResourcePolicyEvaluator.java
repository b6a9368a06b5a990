package io.github.ecspolicy.iam;

import io.github.ecspolicy.iam.StatementExplanation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides calls by the policy of a resource. For a service that is the whole answer, since it has
 * no policies of its own: so a trust policy says whether it can assume the role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html">Identity-based
 *     policies and resource-based policies</a>
 */
public final class ResourcePolicyEvaluator {

  private static final String KMS_PREFIX = "kms:";

  private final ResourcePolicy policy;
  private final List<StatementMatcher> matchers;

  public ResourcePolicyEvaluator(ResourcePolicy policy) {
    this.policy = policy;
    this.matchers =
        policy.statements().stream()
            .map(ResourceStatement::statement)
            .map(StatementMatcher::new)
            .toList();
  }

  /** What AWS answers to the call of a service. */
  public Decision decide(Caller.Service service, AccessRequest request) {
    return verdict(service, request).decision();
  }

  /** What AWS answers to the call of a service, and why. */
  public Explanation explain(Caller.Service service, AccessRequest request) {
    Verdict verdict = verdict(service, request);
    return new Explanation(
        verdict.decision(),
        Obstacle.of(PolicyType.RESOURCE, verdict),
        statements(service, false, request, context(service, request)));
  }

  private Verdict verdict(Caller.Service service, AccessRequest request) {
    Grants grants = grants(service, false, request, context(service, request));
    return new Verdict(grants.to().caller(), grants.denied());
  }

  /**
   * What the policy denies, and to whom it allows the call.
   *
   * @param bounded whether the caller has a permissions boundary
   */
  Grants grants(Caller caller, boolean bounded, AccessRequest request, RequestContext context) {
    String action = request.action().toLowerCase(Locale.ROOT);
    Grants grants = Grants.NONE;
    for (int index = 0; index < matchers.size(); index++) {
      StatementMatcher matcher = matchers.get(index);
      if (matcher.hasAction(action) && saysResource(matcher.statement(), action)) {
        PrincipalMatch principal = principal(index, caller, bounded);
        Match match = matcher.hasResource(request.resource(), context).and(matcher.test(context));
        grants = grants.plus(matcher.effect(), principal.and(match));
      }
    }
    return grants;
  }

  /** How each statement bears on the call. */
  List<StatementExplanation> statements(
      Caller caller, boolean bounded, AccessRequest request, RequestContext context) {
    String action = request.action().toLowerCase(Locale.ROOT);
    List<StatementExplanation> explanations = new ArrayList<>();
    for (int index = 0; index < matchers.size(); index++) {
      Statement statement = matchers.get(index).statement();
      List<Mismatch> mismatches = new ArrayList<>();
      Match principal = principal(index, caller, bounded).any();
      if (principal != Match.YES) {
        Principals principals = policy.statements().get(index).principals();
        mismatches.add(new Mismatch.OfPrincipal(principal, principals));
      }
      if (!saysResource(statement, action)) {
        mismatches.add(new Mismatch.OfResourceNotSaid());
      }
      mismatches.addAll(StatementExplanation.mismatches(statement, request, context));
      explanations.add(
          StatementExplanation.of(new Place(PolicyType.RESOURCE, 0, index), statement, mismatches));
    }
    return explanations;
  }

  private PrincipalMatch principal(int index, Caller caller, boolean bounded) {
    ResourceStatement statement = policy.statements().get(index);
    boolean alwaysDenied = bounded && statement.statement().effect() == Effect.DENY;
    return PrincipalMatch.of(statement.principals(), caller, alwaysDenied);
  }

  // see Mismatch.OfResourceNotSaid
  private static boolean saysResource(Statement statement, String action) {
    return statement.resource().isWritten() || !action.startsWith(KMS_PREFIX);
  }

  private static RequestContext context(Caller caller, AccessRequest request) {
    return RequestContext.of(request.with(caller.knownKeys()));
  }

  /**
   * What a policy says of one call.
   *
   * @param to as whom the caller is allowed it
   */
  record Grants(PrincipalMatch to, Match denied) {

    static final Grants NONE = new Grants(PrincipalMatch.NONE, Match.NO);

    /** What nobody knows: the account may be allowed it or not. */
    static final Grants UNKNOWN =
        new Grants(new PrincipalMatch(Match.UNKNOWN, Match.NO, Match.NO), Match.NO);

    private Grants plus(Effect effect, PrincipalMatch match) {
      return switch (effect) {
        case ALLOW -> new Grants(to.or(match), denied);
        case DENY -> new Grants(to, denied.or(match.any()));
      };
    }
  }
}
