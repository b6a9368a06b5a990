import groovy.json.JsonSlurper

assert new JsonSlurper().parse(new File(basedir, 'target/ecs-policy/chosen.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/job']]]]
assert new JsonSlurper().parse(new File(basedir, 'target/ecs-policy/merged.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: [
            'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db',
            'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/job']]]]
