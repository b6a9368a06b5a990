def log = new File(basedir, 'build.log').readLines()
assert log.contains('[ERROR] error[roles-several]: the task definitions have several execution roles: `appRole`, `jobRole`')
assert !new File(basedir, 'target').exists()
