data "aws_iam_policy_document" "web_ecs_task_secrets" {
  statement {
    sid       = "ReadFiles"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::config/web.env"]
  }

  statement {
    sid       = "LocateBuckets"
    effect    = "Allow"
    actions   = ["s3:GetBucketLocation"]
    resources = ["arn:aws:s3:::config"]
  }

  statement {
    sid       = "LogInToRegistries"
    effect    = "Allow"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid     = "PullImages"
    effect  = "Allow"
    actions = ["ecr:BatchGetImage"]

    resources = [
      "arn:aws:ecr:eu-west-1:111122223333:repository/proxy",
      "arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx",
      "arn:aws:ecr:eu-west-1:694911143906:repository/aws-guardduty-agent-fargate",
    ]

    condition {
      test     = "StringEquals"
      variable = "aws:sourceVpce"
      values   = ["vpce-0a1b2c3d4e5f67890"]
    }
  }

  statement {
    sid       = "ImportUpstreamImages"
    effect    = "Allow"
    actions   = ["ecr:BatchImportUpstreamImage"]
    resources = ["arn:aws:ecr:eu-west-1:444455556666:repository/docker-hub/library/nginx"]
  }

  statement {
    sid       = "WriteLogs"
    effect    = "Allow"
    actions   = ["logs:PutLogEvents"]
    resources = ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:web/*"]
  }

  statement {
    sid       = "CreateLogGroups"
    effect    = "Allow"
    actions   = ["logs:CreateLogGroup"]
    resources = ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:*"]
  }

  statement {
    sid       = "EncryptLogs"
    effect    = "Allow"
    actions   = ["kms:GenerateDataKey*"]
    resources = ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["logs.eu-west-1.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "web_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = "web"
  policy = data.aws_iam_policy_document.web_ecs_task_secrets.json
}

data "aws_iam_policy_document" "web_trust" {
  statement {
    sid     = "LetEcsAssumeTheRole"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"

      values = [
        "arn:aws:ecs:eu-central-1:111122223333:*",
        "arn:aws:ecs:eu-west-1:111122223333:*",
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}

# the role is assumed by:
#   assume_role_policy = data.aws_iam_policy_document.web_trust.json
