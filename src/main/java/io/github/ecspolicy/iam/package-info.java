/**
 * IAM itself, knowing nothing of ECS: identity policies as values ({@link
 * io.github.ecspolicy.iam.PolicyDocument}), read from and written to JSON, and the decision they
 * give on one call ({@link io.github.ecspolicy.iam.PolicyEvaluator}).
 */
package io.github.ecspolicy.iam;
