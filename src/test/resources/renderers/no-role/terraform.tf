variable "task_execution_role_name" {
  description = "Name of the execution role of <stdin>"
  type        = string
}

data "aws_iam_policy_document" "task_execution_role_ecs_task_secrets" {
  statement {
    sid       = "ReadSecrets"
    effect    = "Allow"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:aws:secretsmanager:us-east-1:111122223333:secret:t-a1B2c3"]
  }
}

resource "aws_iam_role_policy" "task_execution_role_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = var.task_execution_role_name
  policy = data.aws_iam_policy_document.task_execution_role_ecs_task_secrets.json
}
