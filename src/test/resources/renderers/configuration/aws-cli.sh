# execution role unknown
aws iam put-role-policy \
  --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" \
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
        "arn:aws:ssm:eu-west-1:111122223333:parameter/b"
      ],
      "Condition": {
        "StringEquals": {
          "kms:ViaService": "ssm.us-k3jd92ka-1.amazonaws.com"
        }
      }
    }
  ]
}'

aws iam update-assume-role-policy \
  --role-name "${ROLE_NAME:?set ROLE_NAME to the name of the task execution role}" \
  --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "LetEcsAssumeTheRole",
      "Effect": "Allow",
      "Principal": {
        "Service": "ecs-tasks.amazonaws.com"
      },
      "Action": [
        "sts:AssumeRole"
      ],
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:*"
        },
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
}'

# execution role exec
policy_arn=$(aws iam create-policy \
  --policy-name 'exec-EcsTaskSecrets' \
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
        "arn:aws:ssm:eu-west-1:111122223333:parameter/b"
      ],
      "Condition": {
        "StringEquals": {
          "kms:ViaService": "ssm.us-k3jd92ka-1.amazonaws.com"
        }
      }
    }
  ]
}' \
  --query Policy.Arn \
  --output text) &&
  aws iam attach-role-policy \
    --role-name 'exec' \
    --policy-arn "$policy_arn"

# execution role app-exec of account 111122223333
aws iam put-role-policy \
  --role-name 'app-exec' \
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
        "arn:aws:ssm:eu-west-1:111122223333:parameter/b"
      ],
      "Condition": {
        "StringEquals": {
          "kms:ViaService": "ssm.us-k3jd92ka-1.amazonaws.com"
        }
      }
    }
  ]
}'
