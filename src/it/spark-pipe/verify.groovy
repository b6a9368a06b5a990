// the program itself compares what was merged with a single run; here only that it came so far
File target = new File(basedir, 'target')
String merged = new File(target, 'merged.json').text
assert merged == new File(target, 'whole.json').text
assert merged.contains('parameter/family-499/db')
assert new File(target, 'requirements/_SUCCESS').isFile()
assert new File(target, 'requirements').list().count { it.startsWith('part-') } == 4
