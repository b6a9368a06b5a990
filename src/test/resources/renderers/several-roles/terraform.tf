data "aws_iam_policy_document" "a_b_c_d_e_ecs_task_secrets" {
  statement {
    sid       = "ReadSecrets"
    effect    = "Allow"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:registry-??????"]
  }
}

resource "aws_iam_role_policy" "a_b_c_d_e_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = "a+b=c,d@e"
  policy = data.aws_iam_policy_document.a_b_c_d_e_ecs_task_secrets.json
}

# execution role idle: nothing to grant

data "aws_iam_policy_document" "windows_execution_role_ecs_task_secrets" {
  statement {
    sid       = "ReadFiles"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::specs/caf\u00e9.json"]
  }

  statement {
    sid       = "LocateBuckets"
    effect    = "Allow"
    actions   = ["s3:GetBucketLocation"]
    resources = ["arn:aws:s3:::specs"]
  }
}

resource "aws_iam_role_policy" "windows_execution_role_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = "windowsExecutionRole"
  policy = data.aws_iam_policy_document.windows_execution_role_ecs_task_secrets.json
}

variable "task_execution_role_name" {
  description = "Name of the execution role of nameless"
  type        = string
}

data "aws_iam_policy_document" "task_execution_role_ecs_task_secrets" {
  statement {
    sid       = "ReadFiles"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::specs/caf\u00e9.json"]
  }
}

resource "aws_iam_role_policy" "task_execution_role_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = var.task_execution_role_name
  policy = data.aws_iam_policy_document.task_execution_role_ecs_task_secrets.json
}
