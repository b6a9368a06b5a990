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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = $roleName
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

# execution role exec
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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      PolicyName = 'exec-EcsTaskSecrets'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    $policyArn = aws iam create-policy --cli-input-json "file://$file" --query Policy.Arn --output text
    if ($LASTEXITCODE) {
      throw 'aws iam create-policy failed'
    }
    $request = @{
      RoleName = 'exec'
      PolicyArn = $policyArn
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    aws iam attach-role-policy --cli-input-json "file://$file"
    if ($LASTEXITCODE) {
      throw 'aws iam attach-role-policy failed'
    }
  } finally {
    Remove-Item $file
  }
}

# execution role app-exec of account 111122223333
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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = 'app-exec'
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
