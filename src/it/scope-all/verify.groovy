import groovy.json.JsonSlurper

def folder = new File(basedir, 'target/ecs-policy')
def pulled = [
    'arn:aws:ecr:eu-central-1:111122223333:repository/proxy',
    'arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/library/nginx',
    'arn:aws:ecr:eu-west-1:111122223333:repository/team/app',
    'arn:aws:ecr:eu-west-1:694911143906:repository/aws-guardduty-agent-fargate']
def statements = new JsonSlurper().parse(new File(folder, 'appRole.json')).Statement
def allowing = { action -> statements.findAll { it.Action.contains(action) } }
assert allowing('ecr:GetAuthorizationToken')*.Resource == [['*']]
for (action in ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability']) {
  assert allowing(action)*.Resource == [pulled]
  assert allowing(action)*.Condition == [[StringEquals: ['aws:sourceVpce': 'vpce-0a1b2c3d4e5f67890']]]
}
for (action in ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository']) {
  assert allowing(action)*.Resource == [['arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/library/nginx']]
}
for (action in ['logs:CreateLogStream', 'logs:PutLogEvents']) {
  assert allowing(action)*.Resource == [['arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/app:log-stream:app/*']]
}
assert statements*.Action.flatten().toSet().size() == 8

assert new JsonSlurper().parse(new File(folder, 'appRole.trust.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'LetEcsAssumeTheRole',
        Effect: 'Allow',
        Principal: [Service: 'ecs-tasks.amazonaws.com'],
        Action: ['sts:AssumeRole'],
        Condition: [
            ArnLike: ['aws:SourceArn': 'arn:aws:ecs:eu-west-1:111122223333:*'],
            StringEquals: ['aws:SourceAccount': '111122223333']]]]]
