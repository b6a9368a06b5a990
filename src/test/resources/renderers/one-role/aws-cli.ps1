& {
  $ErrorActionPreference = 'Stop'
  $document = @'
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadParameters",
      "Effect": "Allow",
      "Action": [
        "ssm:GetParameters"
      ],
      "Resource": [
        "arn:aws:ssm:eu-west-1:111122223333:parameter/db-user",
        "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db"
      ]
    },
    {
      "Sid": "ReadSecrets",
      "Effect": "Allow",
      "Action": [
        "secretsmanager:GetSecretValue"
      ],
      "Resource": [
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!splunk-??????"
      ]
    },
    {
      "Sid": "DecryptSecrets",
      "Effect": "Allow",
      "Action": [
        "kms:Decrypt"
      ],
      "Resource": [
        "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      ],
      "Condition": {
        "StringEquals": {
          "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"
        }
      }
    },
    {
      "Sid": "DecryptParametersByAlias",
      "Effect": "Allow",
      "Action": [
        "kms:Decrypt"
      ],
      "Resource": [
        "arn:aws:kms:eu-west-1:111122223333:key/*"
      ],
      "Condition": {
        "ForAnyValue:StringEquals": {
          "kms:ResourceAliases": "alias/app"
        },
        "StringEquals": {
          "kms:ViaService": "ssm.eu-west-1.amazonaws.com"
        }
      }
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = 'ecsTaskExecutionRole'
      PolicyName = 'EcsTaskSecrets'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    aws iam put-role-policy --cli-input-json "file://$file"
    if ($LASTEXITCODE) {
      throw 'aws iam put-role-policy failed'
    }
  } finally {
    Remove-Item $file
  }
}
