package io.github.ecspolicy.iam;

import io.github.ecspolicy.iam.ResourcePolicyEvaluator.Grants;
import java.util.ArrayList;
import java.util.List;

/**
 * What the policies of all types say of one call, and how they are put together.
 *
 * @param boundary what the permissions boundary says; without one, it allows everything
 * @param rule how grants to the role and grants of the resource meet
 */
record Weighing(Verdict identity, Verdict boundary, Grants grants, Weighing.Rule rule) {

  /** How identity policies and the policy of the resource are put together. */
  enum Rule {
    /**
     * "If an action is allowed by an identity-based policy, a resource-based policy, or both, then
     * AWS allows the action."
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-id-rdp.html">Evaluating
     *     identity-based policies with resource-based policies</a>
     */
    SAME_ACCOUNT,
    /**
     * For KMS keys and for roles that are assumed: "Unless the key policy explicitly allows it, you
     * cannot use IAM policies to allow access to a KMS key." It does so by allowing the account.
     *
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html">Key
     *     policies in AWS KMS</a>
     */
    RESOURCE_POLICY_FIRST,
    /**
     * "The request is allowed only if both evaluations return a decision of Allow."
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html">Cross-account
     *     policy evaluation logic</a>
     */
    CROSS_ACCOUNT
  }

  Decision decision() {
    return new Verdict(allowed(), denied()).decision();
  }

  private Match denied() {
    return identity.denied().or(boundary.denied()).or(grants.denied());
  }

  private Match allowed() {
    return allowedAnyway().or(boundary.allowed().and(identityPart()).and(resourcePart()));
  }

  /**
   * Whether the resource allows the call whatever the role's policies leave out: "Resource-based
   * policies that grant permissions to an IAM role ARN are limited by an implicit deny in a
   * permissions boundary", those that grant them to the session are not.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">How
   *     AWS enforcement code logic evaluates requests</a>
   */
  private Match allowedAnyway() {
    return switch (rule) {
      case SAME_ACCOUNT, RESOURCE_POLICY_FIRST -> grants.to().caller();
      case CROSS_ACCOUNT -> Match.NO;
    };
  }

  /** Whether all is allowed that has to be allowed to the role. */
  private Match identityPart() {
    return switch (rule) {
      case SAME_ACCOUNT, RESOURCE_POLICY_FIRST -> identity.allowed().or(grants.to().role());
      case CROSS_ACCOUNT -> identity.allowed();
    };
  }

  /** Whether the resource's side allows what it has to. */
  private Match resourcePart() {
    return switch (rule) {
      case SAME_ACCOUNT -> Match.YES;
      case RESOURCE_POLICY_FIRST -> grants.to().role().or(grants.to().account());
      case CROSS_ACCOUNT -> grants.to().any();
    };
  }

  List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    obstacles.addAll(Obstacle.ofDeny(PolicyType.IDENTITY, identity.denied()));
    obstacles.addAll(Obstacle.ofDeny(PolicyType.BOUNDARY, boundary.denied()));
    obstacles.addAll(Obstacle.ofDeny(PolicyType.RESOURCE, grants.denied()));
    Match anyway = allowedAnyway();
    obstacles.addAll(Obstacle.ofMissing(PolicyType.IDENTITY, identityPart().or(anyway)));
    obstacles.addAll(Obstacle.ofMissing(PolicyType.BOUNDARY, boundary.allowed().or(anyway)));
    obstacles.addAll(Obstacle.ofMissing(PolicyType.RESOURCE, resourcePart().or(anyway)));
    return obstacles;
  }
}
