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
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
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

/**
 * Lets the execution role exec start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantExecEcsTaskSecrets(this, role))`.
 */
export function grantExecEcsTaskSecrets(scope: Construct, role: iam.IRole): iam.ManagedPolicy {
  return new iam.ManagedPolicy(scope, 'ExecEcsTaskSecrets', {
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

/**
 * Lets the execution role app-exec start its tasks. What starts them has to wait for that:
 * `service.node.addDependency(grantAppExecEcsTaskSecrets(role))`.
 */
export function grantAppExecEcsTaskSecrets(role: iam.IRole): DependencyGroup {
  const granted = new DependencyGroup();
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
    const { policyDependable } = role.addToPrincipalPolicy(statement);
    if (policyDependable) {
      granted.add(policyDependable);
    }
  }
  return granted;
}
