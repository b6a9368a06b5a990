aws iam put-role-policy \
  --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" \
  --policy-name 'EcsTaskSecrets' \
  --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadSecrets",
      "Effect": "Allow",
      "Action": [
        "secretsmanager:GetSecretValue"
      ],
      "Resource": [
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:t-a1B2c3"
      ]
    }
  ]
}'
