# execution role idle of account 111122223333
& {
  $ErrorActionPreference = 'Stop'
  $document = @'
{
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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = 'idle'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    aws iam update-assume-role-policy --cli-input-json "file://$file"
    if ($LASTEXITCODE) {
      throw 'aws iam update-assume-role-policy failed'
    }
  } finally {
    Remove-Item $file
  }
}

# execution role unknown
& {
  $ErrorActionPreference = 'Stop'
  if (-not $roleName) {
    throw 'set $roleName to the name of the task execution role'
  }
  $document = @'
{
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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = $roleName
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    aws iam update-assume-role-policy --cli-input-json "file://$file"
    if ($LASTEXITCODE) {
      throw 'aws iam update-assume-role-policy failed'
    }
  } finally {
    Remove-Item $file
  }
}
