# execution role a+b=c,d@e of account 111122223333
aws iam put-role-policy \
  --role-name 'a+b=c,d@e' \
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
        "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:registry-??????"
      ]
    }
  ]
}'

# execution role idle of account 111122223333: nothing to grant

# execution role windowsExecutionRole
aws iam put-role-policy \
  --role-name 'windowsExecutionRole' \
  --policy-name 'EcsTaskSecrets' \
  --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadFiles",
      "Effect": "Allow",
      "Action": [
        "s3:GetObject"
      ],
      "Resource": [
        "arn:aws:s3:::specs/caf\u00e9.json"
      ]
    },
    {
      "Sid": "LocateBuckets",
      "Effect": "Allow",
      "Action": [
        "s3:GetBucketLocation"
      ],
      "Resource": [
        "arn:aws:s3:::specs"
      ]
    }
  ]
}'

# execution role unknown
aws iam put-role-policy \
  --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" \
  --policy-name 'EcsTaskSecrets' \
  --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadFiles",
      "Effect": "Allow",
      "Action": [
        "s3:GetObject"
      ],
      "Resource": [
        "arn:aws:s3:::specs/caf\u00e9.json"
      ]
    }
  ]
}'
