def log = new File(basedir, 'build.log').readLines()
def task = 'src/main/ecs/app.json:11:40'
def policy = 'src/main/iam/app-execution.json:12:9'
assert log.any { it.endsWith(" on project check-missing-permission-fails: 1 missing, 1 unused: missing-permission at ${task}, unused-permission at ${policy} -> [Help 1]") }
assert log.contains('[INFO] wrote target/check.txt')
def report = new File(basedir, 'target/check.txt').readLines()
assert report.any { it.startsWith("${task}: error[missing-permission]: ") && it.contains('parameter/app/port') }
assert report.any { it.startsWith("${policy}: warning[unused-permission]: ") && it.contains('parameter/app/old') }
