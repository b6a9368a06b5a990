import * as iam from 'aws-cdk-lib/aws-iam';

/** Lets the execution role -r@ start its tasks. */
export function grantRItSXQBY(role: iam.IRole): void {
  for (const statement of [
    new iam.PolicyStatement({
      sid: 'ReadParameters',
      actions: ['ssm:GetParameters'],
      resources: ['arn:aws:ssm:eu-west-1:111122223333:parameter/x'],
    }),
  ]) {
    role.addToPrincipalPolicy(statement);
  }
}
