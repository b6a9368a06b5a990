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
        "arn:aws:s3:::b/\"'|`\\ %{x}${$}{y} \u202e\ud83d\ude00 @all <b>*_#1 {{resolve:ssm:x}}"
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
        "arn:aws:s3:::b/&{x}"
      ]
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      PolicyName = 'Files'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    $policyArn = aws iam create-policy --cli-input-json "file://$file" --query Policy.Arn --output text
    if ($LASTEXITCODE) {
      throw 'aws iam create-policy failed'
    }
    $request = @{
      RoleName = $roleName
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
