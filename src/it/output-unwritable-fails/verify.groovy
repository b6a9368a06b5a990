def log = new File(basedir, 'build.log').readLines()
assert log.contains('[ERROR] error[output-unwritable]: the output cannot be written: `pom.xml/policy.json`')
assert log.contains('[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoExecutionException')
