data "aws_iam_policy_document" "ecs_task_execution_role_ecs_task_secrets" {
  statement {
    sid     = "ReadParameters"
    effect  = "Allow"
    actions = ["ssm:GetParameters"]

    resources = [
      "arn:aws:ssm:eu-west-1:111122223333:parameter/db-user",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db",
    ]
  }

  statement {
    sid       = "ReadSecrets"
    effect    = "Allow"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!splunk-??????"]
  }

  statement {
    sid       = "DecryptSecrets"
    effect    = "Allow"
    actions   = ["kms:Decrypt"]
    resources = ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.eu-west-1.amazonaws.com"]
    }
  }

  statement {
    sid       = "DecryptParametersByAlias"
    effect    = "Allow"
    actions   = ["kms:Decrypt"]
    resources = ["arn:aws:kms:eu-west-1:111122223333:key/*"]

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:ResourceAliases"
      values   = ["alias/app"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ssm.eu-west-1.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "ecs_task_execution_role_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = "ecsTaskExecutionRole"
  policy = data.aws_iam_policy_document.ecs_task_execution_role_ecs_task_secrets.json
}
