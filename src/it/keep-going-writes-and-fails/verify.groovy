import groovy.json.JsonSlurper

assert new JsonSlurper().parse(new File(basedir, 'target/ecs-policy/appRole.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db']]]]
def log = new File(basedir, 'build.log').readLines()
assert log.any { it.endsWith(' on project keep-going-writes-and-fails: 1 error, see above: the policy is incomplete -> [Help 1]') }
assert log.contains('[ERROR] src/main/ecs/app.json:14:24: error[wildcard]: a reference holds no wildcards: `/prod/*`')
assert log.contains('[WARNING] warning[policy-incomplete]: the policy is incomplete: what 1 error is about is not in it')
