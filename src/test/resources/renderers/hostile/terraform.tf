data "aws_iam_policy_document" "r__it_s_x_q_b_y" {
  statement {
    sid       = "ReadParameters"
    effect    = "Allow"
    actions   = ["ssm:GetParameters"]
    resources = ["arn:aws:ssm:eu-west-1:111122223333:parameter/x"]
  }
}

resource "aws_iam_role_policy" "r__it_s_x_q_b_y" {
  name   = "it's $(x) \"q\" `b` \\ !!\u000a'@ \u2019; $y"
  role   = "-r@"
  policy = data.aws_iam_policy_document.r__it_s_x_q_b_y.json
}
