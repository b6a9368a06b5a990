data "aws_iam_policy_document" "job_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/job/a"]
  }
}

resource "aws_iam_policy" "job_ecs_task_secrets" {
  name_prefix = "EcsTaskSecrets-"
  policy      = data.aws_iam_policy_document.job_ecs_task_secrets.json
}

resource "aws_iam_role_policy_attachment" "job_ecs_task_secrets" {
  role       = aws_iam_role.job.name
  policy_arn = aws_iam_policy.job_ecs_task_secrets.arn
}

data "aws_iam_policy_document" "web_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/web/a"]
  }
}

resource "aws_iam_policy" "web_ecs_task_secrets" {
  name_prefix = "EcsTaskSecrets-"
  policy      = data.aws_iam_policy_document.web_ecs_task_secrets.json
}

resource "aws_iam_role_policy_attachment" "web_ecs_task_secrets" {
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.web_ecs_task_secrets.arn
}
