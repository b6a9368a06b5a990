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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/a/*"
      ]
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      PolicyName = 'web-EcsTaskSecrets-1'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    $policyArn = aws iam create-policy --cli-input-json "file://$file" --query Policy.Arn --output text
    if ($LASTEXITCODE) {
      throw 'aws iam create-policy failed'
    }
    $request = @{
      RoleName = 'web'
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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/b"
      ]
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      PolicyName = 'web-EcsTaskSecrets-3'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    $policyArn = aws iam create-policy --cli-input-json "file://$file" --query Policy.Arn --output text
    if ($LASTEXITCODE) {
      throw 'aws iam create-policy failed'
    }
    $request = @{
      RoleName = 'web'
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
