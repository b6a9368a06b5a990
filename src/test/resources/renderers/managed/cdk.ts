import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * Lets the execution role orders start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantOrdersEcsTaskSecrets(this, role))`.
 */
export function grantOrdersEcsTaskSecrets(scope: Construct, role: iam.IRole): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'OrdersEcsTaskSecrets', {
    managedPolicyName: 'orders-EcsTaskSecrets',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        sid: 'ReadParameters',
        actions: ['ssm:GetParameters'],
        resources: ['arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/aws/reference/secretsmanager/db'],
      }),
      new iam.PolicyStatement({
        sid: 'ReadSecrets',
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-??????',
          'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-a1B2c3',
        ],
      }),
      new iam.PolicyStatement({
        sid: 'DescribeFileSystems',
        actions: ['fsx:DescribeFileSystems'],
        resources: ['*'],
      }),
    ],
  });
}
