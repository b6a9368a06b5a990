policy_arn=$(aws iam create-policy \
  --policy-name 'orders-EcsTaskSecrets' \
  --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadParameters",
      "Effect": "Allow",
      "Action": [
        "ssm:GetParameters"
      ],
      "Resource": [
        "arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/aws/reference/secretsmanager/db"
      ]
    },
    {
      "Sid": "ReadSecrets",
      "Effect": "Allow",
      "Action": [
        "secretsmanager:GetSecretValue"
      ],
      "Resource": [
        "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-??????",
        "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-a1B2c3"
      ]
    },
    {
      "Sid": "DescribeFileSystems",
      "Effect": "Allow",
      "Action": [
        "fsx:DescribeFileSystems"
      ],
      "Resource": [
        "*"
      ]
    }
  ]
}' \
  --query Policy.Arn \
  --output text) &&
  aws iam attach-role-policy \
    --role-name 'orders' \
    --policy-arn "$policy_arn"
