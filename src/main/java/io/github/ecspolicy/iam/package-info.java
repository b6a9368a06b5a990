/**
 * IAM itself, knowing nothing of ECS.
 *
 * <p>Policies are values that are read from and written to JSON: those of identities ({@link
 * io.github.ecspolicy.iam.PolicyDocument}, which also holds permissions boundaries) and those of
 * resources, among them the trust policies of roles ({@link
 * io.github.ecspolicy.iam.ResourcePolicy}).
 *
 * <p>What they answer to an {@link io.github.ecspolicy.iam.AccessRequest} is a {@link
 * io.github.ecspolicy.iam.Decision}, and on demand an {@link io.github.ecspolicy.iam.Explanation}
 * of each statement: identity policies alone ({@link io.github.ecspolicy.iam.PolicyEvaluator}), the
 * policy of a resource to a service ({@link io.github.ecspolicy.iam.ResourcePolicyEvaluator}), or
 * all policies that bear on a role's call ({@link io.github.ecspolicy.iam.EffectivePermissions}).
 * Parts of a statement can be asked one by one: {@link io.github.ecspolicy.iam.Glob} for an action,
 * {@link io.github.ecspolicy.iam.ResourcePattern}, {@link io.github.ecspolicy.iam.Condition}.
 */
package io.github.ecspolicy.iam;
