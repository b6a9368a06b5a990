import groovy.json.JsonSlurper

assert new JsonSlurper().parse(new File(basedir, 'target/ecs-policy/appRole.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'AppParameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db'],
        Condition: [StringEquals: ['aws:PrincipalTag/team': '${aws:ResourceTag/team}']]]]]
