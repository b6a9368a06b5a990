data "aws_iam_policy_document" "orders_ecs_task_secrets" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/aws/reference/secretsmanager/db"]
  }

  statement {
    sid     = "ReadSecrets"
    effect  = "Allow"
    actions = ["secretsmanager:GetSecretValue"]

    resources = [
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-??????",
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-a1B2c3",
    ]
  }

  statement {
    sid       = "DescribeFileSystems"
    effect    = "Allow"
    actions   = ["fsx:DescribeFileSystems"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "orders_ecs_task_secrets" {
  name   = "orders-EcsTaskSecrets"
  policy = data.aws_iam_policy_document.orders_ecs_task_secrets.json
}

resource "aws_iam_role_policy_attachment" "orders_ecs_task_secrets" {
  role       = "orders"
  policy_arn = aws_iam_policy.orders_ecs_task_secrets.arn
}
