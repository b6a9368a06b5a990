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
        "arn:aws:s3:::b/\"'\''|`\\ %{x}${$}{y} \u202e\ud83d\ude00 @all <b>*_#1 {{resolve:ssm:x}}"
      ]
    }
  ]
}'

# execution role unknown
: "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" &&
policy_arn=$(aws iam create-policy \
  --policy-name 'Files' \
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
        "arn:aws:s3:::b/&{x}"
      ]
    }
  ]
}' \
  --query Policy.Arn \
  --output text) &&
  aws iam attach-role-policy \
    --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" \
    --policy-arn "$policy_arn"
