assert new File(basedir, 'policy.json').text == '{"Version": "2012-10-17", "Statement": []}\n'
assert !new File(basedir, 'build.log').text.contains('wrote')
