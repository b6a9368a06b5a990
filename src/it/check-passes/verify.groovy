def log = new File(basedir, 'build.log').readLines()
assert log.contains('[INFO] role `app-execution` (`app`): 0 missing, 0 broader than needed, 0 unused, 0 other')
assert log.any { it.contains(':check (default) @ check-passes') }
assert !new File(basedir, 'target').exists()
