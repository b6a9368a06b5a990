import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup } from 'constructs';

/**
 * Lets the execution role web start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantWebEcsTaskSecrets(role))`.
 */
export function grantWebEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadFiles',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::config/web.env'],
    }),
    new iam.PolicyStatement({
      sid: 'LocateBuckets',
      actions: ['s3:GetBucketLocation'],
      resources: ['arn:aws:s3:::config'],
    }),
    new iam.PolicyStatement({
      sid: 'LogInToRegistries',
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'PullImages',
      actions: ['ecr:BatchGetImage'],
      resources: [
        'arn:aws:ecr:eu-west-1:111122223333:repository/proxy',
        'arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx',
        'arn:aws:ecr:eu-west-1:694911143906:repository/aws-guardduty-agent-fargate',
      ],
      conditions: {
        StringEquals: {
          'aws:sourceVpce': 'vpce-0a1b2c3d4e5f67890',
        },
      },
    }),
    new iam.PolicyStatement({
      sid: 'ImportUpstreamImages',
      actions: ['ecr:BatchImportUpstreamImage'],
      resources: ['arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx'],
    }),
    new iam.PolicyStatement({
      sid: 'WriteLogs',
      actions: ['logs:PutLogEvents'],
      resources: ['arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:web/*'],
    }),
    new iam.PolicyStatement({
      sid: 'CreateLogGroups',
      actions: ['logs:CreateLogGroup'],
      resources: ['arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:*'],
    }),
    new iam.PolicyStatement({
      sid: 'EncryptLogs',
      actions: ['kms:GenerateDataKey*'],
      resources: ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd'],
      conditions: {
        StringEquals: {
          'kms:ViaService': 'logs.eu-west-1.amazonaws.com',
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

/** Who assumes the execution role web: its `assumedBy`. */
export const trustWeb = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
  conditions: {
    ArnLike: {
      'aws:SourceArn': [
        'arn:aws:ecs:eu-central-1:111122223333:*',
        'arn:aws:ecs:eu-west-1:111122223333:*',
      ],
    },
    StringEquals: {
      'aws:SourceAccount': '111122223333',
    },
  },
});
