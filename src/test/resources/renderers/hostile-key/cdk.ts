import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Lets the execution role of these tasks start its tasks. */
export function grantTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::b/"\'|`\\ %{x}${$}{y} \u{202e}\u{1f600} @all <b>*_#1 {{resolve:ssm:x}}'],
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}

/** Lets the execution role of these tasks start its tasks. */
export function grantTaskExecutionRoleFiles(scope: Construct, role: iam.IRole): void {
  new iam.ManagedPolicy(scope, 'TaskExecutionRoleFiles', {
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
