import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * Lets the execution role of these tasks start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantTaskExecutionRoleEcsTaskSecrets(this, role))`.
 */
export function grantTaskExecutionRoleEcsTaskSecrets(scope: Construct, role: iam.IRole): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'TaskExecutionRoleEcsTaskSecrets', {
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        sid: 'ReadParameters',
        actions: ['ssm:GetParameters'],
        resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/x'],
      }),
    ],
  });
}
