import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def files = new File(basedir, 'target/ecs-policy').listFiles().sort { it.name }
assert files*.name == ['appRole-1.json', 'appRole-2.json']
def policies = files.collect { new JsonSlurper().parse(it) }
assert policies.every { JsonOutput.toJson(it).length() <= 6144 }
assert policies*.Statement.flatten().every { it.Action == ['ssm:GetParameters'] && it.Condition == null }
assert policies*.Statement.flatten()*.Resource.flatten().sort() == (1..120).collect {
  String.format('arn:aws:ssm:eu-west-1:111122223333:parameter/production/parameter-%03d', it)
}
