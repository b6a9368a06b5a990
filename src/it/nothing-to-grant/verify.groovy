import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines()
assert log.count { it.contains('note[nothing-to-grant]') } == 1
assert log.contains('[INFO] no policy to write')
assert new File(basedir, 'target').list() == ['empty.json']
assert new JsonSlurper().parse(new File(basedir, 'target/empty.json')) == [Version: '2012-10-17', Statement: []]
