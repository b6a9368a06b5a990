# execution role idle of account 111122223333
aws iam update-assume-role-policy \
  --role-name 'idle' \
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
          "aws:SourceArn": "arn:aws-cn:ecs:cn-north-1:111122223333:*"
        },
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
}'

# execution role unknown
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
