import groovy.json.JsonSlurper

assert new JsonSlurper().parse(new File(basedir, 'target/ecs-policy/appRole.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: [
            'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db',
            'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/queue']]]]
def log = new File(basedir, 'build.log').readLines()
assert log.findAll { it.contains('ecs-policy/appRole.json') } == [
    '[INFO] wrote target/ecs-policy/appRole.json',
    '[INFO] up to date: target/ecs-policy/appRole.json',
    '[INFO] wrote target/ecs-policy/appRole.json']
