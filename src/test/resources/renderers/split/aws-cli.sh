policy_arn=$(aws iam create-policy \
  --policy-name 'web-EcsTaskSecrets-1' \
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/a/*"
      ]
    }
  ]
}' \
  --query Policy.Arn \
  --output text) &&
  aws iam attach-role-policy \
    --role-name 'web' \
    --policy-arn "$policy_arn"

policy_arn=$(aws iam create-policy \
  --policy-name 'web-EcsTaskSecrets-3' \
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/b"
      ]
    }
  ]
}' \
  --query Policy.Arn \
  --output text) &&
  aws iam attach-role-policy \
    --role-name 'web' \
    --policy-arn "$policy_arn"
