import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * Lets the execution role web start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantWebEcsTaskSecrets1(this, role))`.
 */
export function grantWebEcsTaskSecrets1(scope: Construct, role: iam.IRole): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'WebEcsTaskSecrets1', {
    managedPolicyName: 'web-EcsTaskSecrets-1',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        sid: 'ReadParameters',
        actions: ['ssm:GetParameters'],
        resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/a/*'],
      }),
    ],
  });
}

/**
 * Lets the execution role web start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantWebEcsTaskSecrets3(this, role))`.
 */
export function grantWebEcsTaskSecrets3(scope: Construct, role: iam.IRole): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'WebEcsTaskSecrets3', {
    managedPolicyName: 'web-EcsTaskSecrets-3',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        sid: 'ReadParameters',
        actions: ['ssm:GetParameters'],
        resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/b'],
      }),
    ],
  });
}
