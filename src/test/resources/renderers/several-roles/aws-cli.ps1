# execution role a+b=c,d@e of account 111122223333
& {
  $ErrorActionPreference = 'Stop'
  $document = @'
{
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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = 'a+b=c,d@e'
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

# execution role idle of account 111122223333: nothing to grant

# execution role windowsExecutionRole
& {
  $ErrorActionPreference = 'Stop'
  $document = @'
{
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
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = 'windowsExecutionRole'
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
