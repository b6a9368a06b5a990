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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/x"
      ]
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      PolicyName = 'EcsTaskSecrets'
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

# once that stands, the role does not need this one any more:
# aws iam detach-role-policy --role-name $roleName --policy-arn 'arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
