def log = new File(basedir, 'build.log').readLines()
assert log.contains('[INFO] skipped by `ecs-policy.skip`')
assert !new File(basedir, 'target').exists()
