import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, DependencyGroup } from 'constructs';

/**
 * Lets the execution role of these tasks start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantTaskExecutionRoleEcsTaskSecrets(role))`.
 */
export function grantTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::b/"\'|`\\ %{x}${$}{y} \u{202e}\u{1f600} @all <b>*_#1 {{resolve:ssm:x}}'],
    }),
  ]) {
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}

/**
 * Lets the execution role of these tasks start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantTaskExecutionRoleFiles(this, role))`.
 */
export function grantTaskExecutionRoleFiles(scope: Construct, role: iam.IRole): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'TaskExecutionRoleFiles', {
    managedPolicyName: 'Files',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        sid: 'ReadFiles',
        actions: ['s3:GetObject'],
        resources: ['arn:aws:s3:::b/&{x}'],
      }),
    ],
  });
}
