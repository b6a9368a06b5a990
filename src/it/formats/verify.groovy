import groovy.json.JsonSlurper

def target = new File(basedir, 'target')
assert new File(target, 'policy.txt').readLines().contains(' 3. In the Policy editor, choose JSON.')
assert new File(target, 'policy.ps1').text.contains("RoleName = 'appRole'")
def report = new JsonSlurper().parse(new File(target, 'report.json'))
assert report.inputs*.source == ['src/main/ecs/app.json']
assert report.policies*.role.name == ['appRole']
