# in module.ecs[0]
data "aws_iam_policy_document" "exec_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/one"]
  }
}

# in module.ecs[0]
resource "aws_iam_role_policy" "exec_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.exec.name
  policy = data.aws_iam_policy_document.exec_ecs_task_secrets.json
}

# tasks start without the policy unless module.ecs[0].aws_ecs_service.one waits for it:
#   depends_on = [aws_iam_role_policy.exec_ecs_task_secrets]

# in module.roles
data "aws_iam_policy_document" "exec_ecs_task_secrets" {
  statement {
    sid     = "ReadParameters"
    effect  = "Allow"
    actions = ["ssm:GetParameters"]

    resources = [
      "arn:aws:ssm:eu-west-1:111122223333:parameter/job",
      "arn:aws:ssm:eu-west-1:111122223333:parameter/root",
    ]
  }
}

# in module.roles
resource "aws_iam_role_policy" "exec_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.exec.name
  policy = data.aws_iam_policy_document.exec_ecs_task_secrets.json
}

# tasks start without the policy unless aws_ecs_service.root, module.svc wait for it:
#   depends_on = [module.roles]

data "aws_iam_policy_document" "shared_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/web"]
  }
}

resource "aws_iam_role_policy" "shared_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = aws_iam_role.shared.name
  policy = data.aws_iam_policy_document.shared_ecs_task_secrets.json
}

# tasks start without the policy unless module.svc waits for it:
#   depends_on = [aws_iam_role_policy.shared_ecs_task_secrets]
