import * as iam from 'aws-cdk-lib/aws-iam';

/** Who assumes the execution role idle: its `assumedBy`. */
export const trustIdle = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
  conditions: {
    ArnLike: {
      'aws:SourceArn': 'arn:aws-cn:ecs:cn-north-1:111122223333:*',
    },
    StringEquals: {
      'aws:SourceAccount': '111122223333',
    },
  },
});

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
