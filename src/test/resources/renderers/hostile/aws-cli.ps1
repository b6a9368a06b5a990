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
        "arn:aws:ssm:eu-west-1:111122223333:parameter/x"
      ]
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      RoleName = '-r@'
      PolicyName = 'it''s $(x) "q" `b` \ !!
''@ ’’; $y'
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
