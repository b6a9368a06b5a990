import groovy.json.JsonSlurper

def target = new File(basedir, 'target')
assert new File(target, 'policy.txt').readLines().contains(' 3. In the Policy editor, choose JSON.')
assert new File(target, 'policy.ps1').text.contains("RoleName = 'appRole'")
assert new File(target, 'policy.yaml').readLines().contains('      RoleName: appRole')
assert new File(target, 'policy.tf').readLines().contains('  role   = "appRole"')
assert new File(target, 'policy.ts').readLines().contains('    const { policyDependable } = role.addToPrincipalPolicy(statement);')
assert new File(target, 'policy.md').readLines().contains('## Execution role `appRole`')
def report = new JsonSlurper().parse(new File(target, 'report.json'))
assert report.inputs*.source == ['src/main/ecs/app.json']
assert report.policies*.role.name == ['appRole']
