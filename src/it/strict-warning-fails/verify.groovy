def log = new File(basedir, 'build.log').readLines()
assert log.any { it.endsWith(' on project strict-warning-fails: 1 warning, and `<strict>` is set -> [Help 1]') }
assert log.contains('[WARNING] warning[kms-key-unused]: no parameter or secret matches `/test/*=alias/app`')
assert log.contains('[INFO] wrote target/ecs-policy/appRole.json')
