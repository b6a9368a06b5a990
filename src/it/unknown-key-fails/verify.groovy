def log = new File(basedir, 'build.log').readLines()
assert log.contains('[ERROR] error[kms-key-unknown]: the KMS key of 1 of 1 reference is not known: a customer key among them needs `kms:Decrypt`, which this policy does not allow')
assert !new File(basedir, 'target').exists()
