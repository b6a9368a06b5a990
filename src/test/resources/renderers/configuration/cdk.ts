import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Lets the execution role of these tasks start its tasks. */
export function grantTaskExecutionRoleEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadParameters',
      actions: ['ssm:GetParameters'],
      resources: [
        'arn:aws:ssm:eu-west-1:111122223333:parameter/a',
        'arn:aws:ssm:eu-west-1:111122223333:parameter/b',
      ],
      conditions: {
        StringEquals: {
          'kms:ViaService': 'ssm.us-k3jd92ka-1.amazonaws.com',
        },
      },
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}

/** Who assumes the execution role of these tasks: its `assumedBy`. */
export const trustTaskExecutionRole = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
  conditions: {
    ArnLike: {
      'aws:SourceArn': 'arn:aws:ecs:eu-west-1:111122223333:*',
    },
    StringEquals: {
      'aws:SourceAccount': '111122223333',
    },
  },
});

/** Lets the execution role exec start its tasks. */
export function grantExecEcsTaskSecrets(scope: Construct, role: iam.IRole): void {
  new iam.ManagedPolicy(scope, 'ExecEcsTaskSecrets', {
    managedPolicyName: 'exec-EcsTaskSecrets',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        sid: 'ReadParameters',
        actions: ['ssm:GetParameters'],
        resources: [
          'arn:aws:ssm:eu-west-1:111122223333:parameter/a',
          'arn:aws:ssm:eu-west-1:111122223333:parameter/b',
        ],
        conditions: {
          StringEquals: {
            'kms:ViaService': 'ssm.us-k3jd92ka-1.amazonaws.com',
          },
        },
      }),
    ],
  });
}

/** Lets the execution role app-exec start its tasks. */
export function grantAppExecEcsTaskSecrets(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadParameters',
      actions: ['ssm:GetParameters'],
      resources: [
        'arn:aws:ssm:eu-west-1:111122223333:parameter/a',
        'arn:aws:ssm:eu-west-1:111122223333:parameter/b',
      ],
      conditions: {
        StringEquals: {
          'kms:ViaService': 'ssm.us-k3jd92ka-1.amazonaws.com',
        },
      },
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}
