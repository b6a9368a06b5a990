import groovy.json.JsonSlurper

assert new JsonSlurper().parse(new File(basedir, 'nowhere/ecs-policy/appRole.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db']]]]
assert new JsonSlurper().parse(new File(basedir, 'nowhere/ecs-policy/jobRole.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/job']]]]
assert new File(basedir, 'nowhere').list().sort() == ['README.md', 'app.json', 'ecs-policy', 'job.json']
