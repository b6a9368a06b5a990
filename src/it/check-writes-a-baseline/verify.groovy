def log = new File(basedir, 'build.log').readLines()
assert log.contains('[INFO] note[baseline-written]: wrote `src/main/iam-accepted.json`: 2 accepted, of which 2 new; 0 taken out')
def accepted = new groovy.json.JsonSlurper().parse(new File(basedir, 'src/main/iam-accepted.json')).accepted
assert accepted*.code == ['missing-permission', 'unused-permission']
assert accepted*.justification == ['', '']
