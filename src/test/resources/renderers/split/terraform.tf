data "aws_iam_policy_document" "web_ecs_task_secrets_1" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/a/*"]
  }
}

resource "aws_iam_policy" "web_ecs_task_secrets_1" {
  name   = "web-EcsTaskSecrets-1"
  policy = data.aws_iam_policy_document.web_ecs_task_secrets_1.json
}

resource "aws_iam_role_policy_attachment" "web_ecs_task_secrets_1" {
  role       = "web"
  policy_arn = aws_iam_policy.web_ecs_task_secrets_1.arn
}

data "aws_iam_policy_document" "web_ecs_task_secrets_3" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/b"]
  }
}

resource "aws_iam_policy" "web_ecs_task_secrets_3" {
  name   = "web-EcsTaskSecrets-3"
  policy = data.aws_iam_policy_document.web_ecs_task_secrets_3.json
}

resource "aws_iam_role_policy_attachment" "web_ecs_task_secrets_3" {
  role       = "web"
  policy_arn = aws_iam_policy.web_ecs_task_secrets_3.arn
}
