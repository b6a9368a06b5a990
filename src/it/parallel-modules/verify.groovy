import groovy.json.JsonSlurper

for (name in ['app', 'job']) {
  assert new JsonSlurper().parse(new File(basedir, "${name}/target/ecs-policy/${name}Role.json")).Statement*.Resource == [
      ["arn:aws:ssm:eu-west-1:111122223333:parameter/prod/${name}"]]
}
assert !new File(basedir, 'build.log').text.contains('not marked @threadSafe')
