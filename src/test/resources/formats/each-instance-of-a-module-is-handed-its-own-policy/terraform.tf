data "aws_iam_policy_document" "module_app_api_exec_0_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/api/a"]
  }
}

# what calls module.app["api"], which stands there several times, hands in:
#   exec_0_ecs_task_secrets = data.aws_iam_policy_document.module_app_api_exec_0_ecs_task_secrets.json

# in each module.app:
#   variable "exec_0_ecs_task_secrets" {
#     type = string
#   }
#
#   resource "aws_iam_role_policy" "exec_0_ecs_task_secrets" {
#     name   = "EcsTaskSecrets"
#     role   = aws_iam_role.exec[0].name
#     policy = var.exec_0_ecs_task_secrets
#   }

# tasks start without the policy unless module.app["api"].aws_cloudwatch_event_target.this, module.app["api"].aws_ecs_service.this, module.app["api"].aws_scheduler_schedule.this wait for it:
#   depends_on = [aws_iam_role_policy.exec_0_ecs_task_secrets]

data "aws_iam_policy_document" "module_app_job_exec_0_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/job/a"]
  }
}

# what calls module.app["job"], which stands there several times, hands in:
#   exec_0_ecs_task_secrets = data.aws_iam_policy_document.module_app_job_exec_0_ecs_task_secrets.json

# tasks start without the policy unless module.app["job"].aws_cloudwatch_event_target.this, module.app["job"].aws_ecs_service.this, module.app["job"].aws_scheduler_schedule.this wait for it:
#   depends_on = [aws_iam_role_policy.exec_0_ecs_task_secrets]

data "aws_iam_policy_document" "exec_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/a"]
  }
}

resource "aws_iam_role_policy" "exec_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.exec.name
  policy = data.aws_iam_policy_document.exec_ecs_task_secrets.json
}

# tasks start without the policy unless aws_ecs_service.web waits for it:
#   depends_on = [aws_iam_role_policy.exec_ecs_task_secrets]
