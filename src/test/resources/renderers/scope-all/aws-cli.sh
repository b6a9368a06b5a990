aws iam put-role-policy \
  --role-name 'web' \
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
        "arn:aws:s3:::config/web.env"
      ]
    },
    {
      "Sid": "LocateBuckets",
      "Effect": "Allow",
      "Action": [
        "s3:GetBucketLocation"
      ],
      "Resource": [
        "arn:aws:s3:::config"
      ]
    },
    {
      "Sid": "LogInToRegistries",
      "Effect": "Allow",
      "Action": [
        "ecr:GetAuthorizationToken"
      ],
      "Resource": [
        "*"
      ]
    },
    {
      "Sid": "PullImages",
      "Effect": "Allow",
      "Action": [
        "ecr:BatchGetImage"
      ],
      "Resource": [
        "arn:aws:ecr:eu-west-1:111122223333:repository/proxy",
        "arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx",
        "arn:aws:ecr:eu-west-1:694911143906:repository/aws-guardduty-agent-fargate"
      ],
      "Condition": {
        "StringEquals": {
          "aws:sourceVpce": "vpce-0a1b2c3d4e5f67890"
        }
      }
    },
    {
      "Sid": "ImportUpstreamImages",
      "Effect": "Allow",
      "Action": [
        "ecr:BatchImportUpstreamImage"
      ],
      "Resource": [
        "arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx"
      ]
    },
    {
      "Sid": "WriteLogs",
      "Effect": "Allow",
      "Action": [
        "logs:PutLogEvents"
      ],
      "Resource": [
        "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:web/*"
      ]
    },
    {
      "Sid": "CreateLogGroups",
      "Effect": "Allow",
      "Action": [
        "logs:CreateLogGroup"
      ],
      "Resource": [
        "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:*"
      ]
    },
    {
      "Sid": "EncryptLogs",
      "Effect": "Allow",
      "Action": [
        "kms:GenerateDataKey*"
      ],
      "Resource": [
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
      ],
      "Condition": {
        "StringEquals": {
          "kms:ViaService": "logs.eu-west-1.amazonaws.com"
        }
      }
    }
  ]
}'

aws iam update-assume-role-policy \
  --role-name 'web' \
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
          "aws:SourceArn": [
            "arn:aws:ecs:eu-central-1:111122223333:*",
            "arn:aws:ecs:eu-west-1:111122223333:*"
          ]
        },
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
}'

# once that stands, the role does not need this one any more:
# aws iam detach-role-policy --role-name 'web' --policy-arn 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
