# in module.ecs["web"]
data "aws_iam_policy_document" "exec_0_ecs_task_secrets" {
  statement {
    sid     = "ReadParameters"
    effect  = "Allow"
    actions = ["ssm:GetParameters"]

    resources = [
      "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/b",
    ]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ssm.us-k3jd92ka-1.amazonaws.com"]
    }
  }
}

# in module.ecs["web"]
resource "aws_iam_role_policy" "exec_0_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.exec[0].name
  policy = data.aws_iam_policy_document.exec_0_ecs_task_secrets.json
}

# tasks start without the policy unless module.ecs["web"].aws_ecs_service.web waits for it:
#   depends_on = [aws_iam_role_policy.exec_0_ecs_task_secrets]

# in module.ecs["web"]
data "aws_iam_policy_document" "exec_0_trust" {
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
      values   = ["arn:aws:ecs:eu-west-1:111122223333:*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}

# the role is assumed by:
#   assume_role_policy = data.aws_iam_policy_document.exec_0_trust.json

data "aws_iam_policy_document" "exec_ecs_task_secrets" {
  statement {
    sid     = "ReadParameters"
    effect  = "Allow"
    actions = ["ssm:GetParameters"]

    resources = [
      "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/b",
    ]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ssm.us-k3jd92ka-1.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "exec_ecs_task_secrets" {
  name   = "exec-EcsTaskSecrets"
  policy = data.aws_iam_policy_document.exec_ecs_task_secrets.json
}

resource "aws_iam_role_policy_attachment" "exec_ecs_task_secrets" {
  role       = data.aws_iam_role.exec.name
  policy_arn = aws_iam_policy.exec_ecs_task_secrets.arn
}

# tasks start without the policy unless aws_ecs_service.web waits for it:
#   depends_on = [aws_iam_role_policy_attachment.exec_ecs_task_secrets]

data "aws_iam_policy_document" "app_exec_ecs_task_secrets" {
  statement {
    sid     = "ReadParameters"
    effect  = "Allow"
    actions = ["ssm:GetParameters"]

    resources = [
      "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/b",
    ]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ssm.us-k3jd92ka-1.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "app_exec_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = "app-exec"
  policy = data.aws_iam_policy_document.app_exec_ecs_task_secrets.json
}

# tasks start without the policy unless x\u000a\u202ey waits for it:
#   depends_on = [aws_iam_role_policy.app_exec_ecs_task_secrets]
