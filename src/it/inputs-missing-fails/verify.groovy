def log = new File(basedir, 'build.log').readLines()
assert log.contains('[ERROR] `<inputs>` (`-Decs-policy.inputs`): name the files or folders that hold task definitions, or put them into `src/main/ecs`')
assert log.contains('[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException')
assert !new File(basedir, 'target').exists()
