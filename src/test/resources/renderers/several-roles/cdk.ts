import * as iam from 'aws-cdk-lib/aws-iam';

/** Lets the execution role a+b=c,d@e start its tasks. */
export function grantABCDEEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:registry-??????'],
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}

/** Lets the execution role windowsExecutionRole start its tasks. */
export function grantWindowsExecutionRoleEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::specs/caf\u{e9}.json'],
    }),
    new iam.PolicyStatement({
      sid: 'LocateBuckets',
      actions: ['s3:GetBucketLocation'],
      resources: ['arn:aws:s3:::specs'],
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}

/** Lets the execution role of these tasks start its tasks. */
export function grantTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::specs/caf\u{e9}.json'],
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}
