import * as iam from 'aws-cdk-lib/aws-iam';

/** Lets the execution role of these tasks start its tasks. */
export function grantTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['arn:aws:secretsmanager:us-east-1:111122223333:secret:t-a1B2c3'],
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}
