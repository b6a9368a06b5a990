data "aws_iam_policy_document" "idle_trust" {
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
      values   = ["arn:aws-cn:ecs:cn-north-1:111122223333:*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}

# the role is assumed by:
#   assume_role_policy = data.aws_iam_policy_document.idle_trust.json

data "aws_iam_policy_document" "task_execution_role_trust" {
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
#   assume_role_policy = data.aws_iam_policy_document.task_execution_role_trust.json
