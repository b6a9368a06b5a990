import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup } from 'constructs';

/**
 * Lets the execution role ecsTaskExecutionRole start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantEcsTaskExecutionRoleEcsTaskSecrets(role))`.
 */
export function grantEcsTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadParameters',
      actions: ['ssm:GetParameters'],
      resources: [
        'arn:aws:ssm:eu-west-1:111122223333:parameter/db-user',
        'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db',
      ],
    }),
    new iam.PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!splunk-??????'],
    }),
    new iam.PolicyStatement({
      sid: 'DecryptSecrets',
      actions: ['kms:Decrypt'],
      resources: ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
      conditions: {
        StringEquals: {
          'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
        },
      },
    }),
    new iam.PolicyStatement({
      sid: 'DecryptParametersByAlias',
      actions: ['kms:Decrypt'],
      resources: ['arn:aws:kms:eu-west-1:111122223333:key/*'],
      conditions: {
        'ForAnyValue:StringEquals': {
          'kms:ResourceAliases': 'alias/app',
        },
        StringEquals: {
          'kms:ViaService': 'ssm.eu-west-1.amazonaws.com',
        },
      },
    }),
  ]) {
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}
