data "aws_iam_policy_document" "x_api_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/web"]
  }
}

resource "aws_iam_role_policy" "x_api_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.x["api"].name
  policy = data.aws_iam_policy_document.x_api_ecs_task_secrets.json
}

# tasks start without the policy unless aws_ecs_service.web, aws_ecs_task_set.green, aws_pipes_pipe.orders, aws_scheduler_schedule.hourly wait for it:
#   depends_on = [aws_iam_role_policy.x_api_ecs_task_secrets]

data "aws_iam_policy_document" "batch_exec_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/report/a"]
  }
}

resource "aws_iam_role_policy" "batch_exec_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = "batch-exec"
  policy = data.aws_iam_policy_document.batch_exec_ecs_task_secrets.json
}

# tasks start without the policy unless aws_cloudwatch_event_target.report waits for it:
#   depends_on = [aws_iam_role_policy.batch_exec_ecs_task_secrets]

data "aws_iam_policy_document" "x_job_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/nightly"]
  }
}

resource "aws_iam_role_policy" "x_job_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.x["job"].name
  policy = data.aws_iam_policy_document.x_job_ecs_task_secrets.json
}

# tasks start without the policy unless aws_cloudwatch_event_target.nightly waits for it:
#   depends_on = [aws_iam_role_policy.x_job_ecs_task_secrets]
