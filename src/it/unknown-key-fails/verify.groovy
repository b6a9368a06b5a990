def log = new File(basedir, 'build.log').readLines()
assert log.contains('[ERROR] error[kms-key-unknown]: the KMS key of 1 of 1 reference is not known: `kms:Decrypt` is not allowed for a customer key among them')
assert !new File(basedir, 'target').exists()
