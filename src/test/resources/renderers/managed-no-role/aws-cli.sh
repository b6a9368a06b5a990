: "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" &&
policy_arn=$(aws iam create-policy \
  --policy-name 'EcsTaskSecrets' \
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/x"
      ]
    }
  ]
}' \
  --query Policy.Arn \
  --output text) &&
  aws iam attach-role-policy \
    --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" \
    --policy-arn "$policy_arn"

# once that stands, the role does not need this one any more:
# aws iam detach-role-policy --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" --policy-arn 'arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
