variable "task_execution_role_name" {
  description = "Name of the execution role of web"
  type        = string
}

data "aws_iam_policy_document" "task_execution_role_ecs_task_secrets" {
  statement {
    sid       = "ReadFiles"
    effect    = "Allow"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::b/\"'|`\\ %%{x}$${$}{y} \u202e\U0001f600 @all <b>*_#1 {{resolve:ssm:x}}"]
  }
}

resource "aws_iam_role_policy" "task_execution_role_ecs_task_secrets" {
  name   = "EcsTaskSecrets"
  role   = var.task_execution_role_name
  policy = data.aws_iam_policy_document.task_execution_role_ecs_task_secrets.json
}

resource "aws_iam_policy" "a_files" {
  name   = "Files"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"ReadFiles\",\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],\"Resource\":[\"arn:aws:s3:::b/&{x}\"]}]}"
}

resource "aws_iam_role_policy_attachment" "a_files" {
  role       = aws_iam_role.a.name
  policy_arn = aws_iam_policy.a_files.arn
}

resource "aws_iam_role_policy_attachment" "b_files" {
  role       = aws_iam_role.b.name
  policy_arn = aws_iam_policy.a_files.arn
}

# tasks start without the policy unless aws_ecs_service.a, aws_ecs_service.b wait for it:
#   depends_on = [aws_iam_role_policy_attachment.a_files, aws_iam_role_policy_attachment.b_files]
