import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup } from 'constructs';

/**
 * Lets the execution role of these tasks start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantTaskExecutionRoleEcsTaskSecrets(role))`.
 */
export function grantTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['arn:aws:secretsmanager:us-east-1:111122223333:secret:t-a1B2c3'],
    }),
  ]) {
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}
