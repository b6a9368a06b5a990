aws iam put-role-policy \
  --role-name='-r@' \
  --policy-name 'it'\''s $(x) "q" `b` \ !!
'\''@ ’; $y' \
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
}'
