def log = new File(basedir, 'build.log').readLines()
assert log.contains('ecs-policy:generate')
assert log.contains('    kmsKeys')
assert log.contains('      User property: ecs-policy.kmsKeys')
