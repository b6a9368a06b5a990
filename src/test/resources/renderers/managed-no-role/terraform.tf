variable "task_execution_role_name" {
  description = "Name of the execution role of web"
  type        = string
}

data "aws_iam_policy_document" "task_execution_role_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/x"]
  }
}

resource "aws_iam_policy" "task_execution_role_ecs_task_secrets" {
  name_prefix = "EcsTaskSecrets-"
  policy      = data.aws_iam_policy_document.task_execution_role_ecs_task_secrets.json
}

resource "aws_iam_role_policy_attachment" "task_execution_role_ecs_task_secrets" {
  role       = var.task_execution_role_name
  policy_arn = aws_iam_policy.task_execution_role_ecs_task_secrets.arn
}
