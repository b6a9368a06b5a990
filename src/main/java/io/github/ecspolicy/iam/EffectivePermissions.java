package io.github.ecspolicy.iam;

import io.github.ecspolicy.iam.ResourcePolicyEvaluator.Grants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a role is allowed by all that bears on it: its identity policies, its permissions boundary,
 * and the policy of the resource it calls.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class EffectivePermissions {

  private static final Verdict UNLIMITED = new Verdict(Match.YES, Match.NO);
  private static final Verdict UNKNOWN = new Verdict(Match.UNKNOWN, Match.NO);

  private final Caller.Role role;
  private final PolicyEvaluator identityPolicies;
  private final boolean hasUnknownPolicies;
  private final Optional<PolicyEvaluator> boundary;
  private final boolean hasUnknownBoundary;

  private EffectivePermissions(
      Caller.Role role,
      PolicyEvaluator identityPolicies,
      boolean hasUnknownPolicies,
      Optional<PolicyEvaluator> boundary,
      boolean hasUnknownBoundary) {
    this.role = role;
    this.identityPolicies = identityPolicies;
    this.hasUnknownPolicies = hasUnknownPolicies;
    this.boundary = boundary;
    this.hasUnknownBoundary = hasUnknownBoundary;
  }

  /** What these identity policies allow the role. */
  public static EffectivePermissions of(Caller.Role role, List<PolicyDocument> policies) {
    return new EffectivePermissions(
        role, new PolicyEvaluator(policies), false, Optional.empty(), false);
  }

  /** The same under a permissions boundary. */
  public EffectivePermissions within(PolicyDocument permissionsBoundary) {
    return new EffectivePermissions(
        role,
        identityPolicies,
        hasUnknownPolicies,
        Optional.of(new PolicyEvaluator(permissionsBoundary)),
        false);
  }

  /** The same under a permissions boundary that nobody has shown. */
  public EffectivePermissions withinUnknownBoundary() {
    return new EffectivePermissions(
        role, identityPolicies, hasUnknownPolicies, Optional.empty(), true);
  }

  /** The same with further identity policies that nobody has shown: they may allow anything. */
  public EffectivePermissions withUnknownPolicies() {
    return new EffectivePermissions(role, identityPolicies, true, boundary, hasUnknownBoundary);
  }

  /**
   * The request with the condition keys that follow from who calls and who is called. Whoever asks
   * a single condition or pattern should ask it about this.
   */
  public AccessRequest known(AccessRequest request, ResourceOwner owner) {
    Map<String, List<String>> known = new HashMap<>(role.knownKeys());
    known.put("aws:ResourceAccount", List.of(owner.account()));
    known.put("s3:ResourceAccount", List.of(owner.account()));
    known.put("kms:CallerAccount", List.of(role.account()));
    return request.with(known);
  }

  /** What AWS answers to the role's call. */
  public Decision decide(AccessRequest request, ResourceOwner owner) {
    return weigh(request, owner, context(request, owner)).decision();
  }

  /** What AWS answers to the role's call, and why. */
  public Explanation explain(AccessRequest request, ResourceOwner owner) {
    RequestContext context = context(request, owner);
    Weighing weighing = weigh(request, owner, context);
    List<StatementExplanation> statements = new ArrayList<>();
    statements.addAll(identityPolicies.statements(PolicyType.IDENTITY, request, context));
    boundary.ifPresent(
        each -> statements.addAll(each.statements(PolicyType.BOUNDARY, request, context)));
    policy(request, owner)
        .ifPresent(each -> statements.addAll(each.statements(role, isBounded(), request, context)));
    return new Explanation(weighing.decision(), weighing.obstacles(), statements);
  }

  private Weighing weigh(AccessRequest request, ResourceOwner owner, RequestContext context) {
    Verdict identity = identityPolicies.verdict(request, context);
    if (hasUnknownPolicies) {
      identity = identity.plus(Effect.ALLOW, Match.UNKNOWN);
    }
    Verdict limit =
        boundary
            .map(each -> each.verdict(request, context))
            .orElse(hasUnknownBoundary ? UNKNOWN : UNLIMITED);
    Weighing.Rule rule = rule(request, owner);
    Grants grants =
        policy(request, owner)
            .map(each -> each.grants(role, isBounded(), request, context))
            .orElse(without(owner, rule));
    return new Weighing(identity, limit, grants, rule);
  }

  private boolean isBounded() {
    return boundary.isPresent() || hasUnknownBoundary;
  }

  private Weighing.Rule rule(AccessRequest request, ResourceOwner owner) {
    if (!owner.account().equals(role.account())) {
      return Weighing.Rule.CROSS_ACCOUNT;
    }
    return isOnKey(request) || isAssumingRole(request)
        ? Weighing.Rule.RESOURCE_POLICY_FIRST
        : Weighing.Rule.SAME_ACCOUNT;
  }

  // In the role's account, a key policy that nobody has shown is taken to be what AWS gives a key
  // that is made without one; this one allows no other account, as one that is shared has to.
  private Optional<ResourcePolicyEvaluator> policy(AccessRequest request, ResourceOwner owner) {
    Optional<ResourcePolicy> policy = owner.policy();
    boolean isOwn = owner.account().equals(role.account());
    if (!owner.isPolicyKnown() && isOwn && isOnKey(request)) {
      policy = Optional.of(ResourcePolicy.defaultOfKey(owner.account()));
    }
    return policy.map(ResourcePolicyEvaluator::new);
  }

  private static Grants without(ResourceOwner owner, Weighing.Rule rule) {
    return switch (rule) {
      case SAME_ACCOUNT -> Grants.NONE;
      case RESOURCE_POLICY_FIRST, CROSS_ACCOUNT ->
          owner.isPolicyKnown() ? Grants.NONE : Grants.UNKNOWN;
    };
  }

  /** Calls on no key, for example to list them, are not asked of any key policy. */
  private static boolean isOnKey(AccessRequest request) {
    return request.action().toLowerCase(Locale.ROOT).startsWith("kms:")
        && request.resource().contains(":key/");
  }

  private static boolean isAssumingRole(AccessRequest request) {
    return request.action().toLowerCase(Locale.ROOT).startsWith("sts:assumerole");
  }

  private RequestContext context(AccessRequest request, ResourceOwner owner) {
    return RequestContext.of(known(request, owner));
  }
}
