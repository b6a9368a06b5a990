def log = new File(basedir, 'build.log').readLines()
assert log.contains('[ERROR] src/main/ecs/app.json:10:24: error[account-unknown]: the account is not known, so `/prod/db` cannot be looked up')
assert log.contains('  hint: give it with `<account>` (`-Decs-policy.account`)')
assert !new File(basedir, 'target').exists()
