import groovy.json.JsonSlurper

assert new JsonSlurper().parse(new File(basedir, 'target/ecs-policy/appRole.json')) == [
    Version: '2012-10-17',
    Statement: [[
        Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'],
        Resource: [
            'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db',
            'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/host']], [
        Sid: 'ReadSecrets', Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'],
        Resource: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf']], [
        Sid: 'DecryptParameters', Effect: 'Allow', Action: ['kms:Decrypt'],
        Resource: ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
        Condition: [StringEquals: ['kms:ViaService': 'ssm.eu-west-1.amazonaws.com']]]]]
