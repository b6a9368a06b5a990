import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup } from 'constructs';

/**
 * Lets the execution role -r@ start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantRItSXQBY(role))`.
 */
export function grantRItSXQBY(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadParameters',
      actions: ['ssm:GetParameters'],
      resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/x'],
    }),
  ]) {
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}
