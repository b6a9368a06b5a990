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
        "arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/aws/reference/secretsmanager/db"
      ]
    },
    {
      "Sid": "ReadSecrets",
      "Effect": "Allow",
      "Action": [
        "secretsmanager:GetSecretValue"
      ],
      "Resource": [
        "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-??????",
        "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-a1B2c3"
      ]
    },
    {
      "Sid": "DescribeFileSystems",
      "Effect": "Allow",
      "Action": [
        "fsx:DescribeFileSystems"
      ],
      "Resource": [
        "*"
      ]
    }
  ]
}
'@
  $file = (New-TemporaryFile).FullName
  try {
    $request = @{
      PolicyName = 'orders-EcsTaskSecrets'
      PolicyDocument = $document
    }
    [IO.File]::WriteAllText($file, (ConvertTo-Json $request))
    $policyArn = aws iam create-policy --cli-input-json "file://$file" --query Policy.Arn --output text
    if ($LASTEXITCODE) {
      throw 'aws iam create-policy failed'
    }
    $request = @{
      RoleName = 'orders'
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
