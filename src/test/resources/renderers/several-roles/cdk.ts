import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup } from 'constructs';

/**
 * Lets the execution role a+b=c,d@e start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantABCDEEcsTaskSecrets(role))`.
 */
export function grantABCDEEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:registry-??????'],
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
 * Lets the execution role windowsExecutionRole start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantWindowsExecutionRoleEcsTaskSecrets(role))`.
 */
export function grantWindowsExecutionRoleEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
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
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}

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
      resources: ['arn:aws:s3:::specs/caf\u{e9}.json'],
    }),
  ]) {
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}
