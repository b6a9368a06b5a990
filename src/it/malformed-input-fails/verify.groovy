def log = new File(basedir, 'build.log').readLines()
assert log.any { it.endsWith(' on project malformed-input-fails: 2 errors, see above: no policy is written -> [Help 1]') }
assert log.contains('[ERROR] src/main/ecs/app.json:3:20: error[malformed-json]: malformed JSON: unexpected `"`, was expecting comma to separate object entries')
assert log.contains('[ERROR] src/main/ecs/job.json:10:24: error[wildcard]: a reference holds no wildcards: `/prod/*`')
assert !new File(basedir, 'target').exists()
