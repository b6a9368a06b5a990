def log = new File(basedir, 'build.log').readLines()
assert log.findAll { it.startsWith('[ERROR] `') } == [
    '[ERROR] `<region>` (`-Decs-policy.region`): `Ireland`: a Region is written like `eu-west-1`',
    '[ERROR] `<account>` (`-Decs-policy.account`): `1111-2222-3333`: an account id has 12 digits',
    '[ERROR] `<roleName>` (`-Decs-policy.roleName`): `arn:aws:iam::111122223333:role/app`:'
        + ' a role is named by up to 64 letters, digits and `+=,.@_-`',
    '[ERROR] `<unknownKeys>` (`-Decs-policy.unknownKeys`): `warn`: it is one of `note`, `fail`',
    '[ERROR] `<fileSets>`: `tasks` is not a folder that can be read',
    '[ERROR] `<kmsKeys>` (`-Decs-policy.kmsKeys`): `alias/app`: a key is given as `NAME-PATTERN=KEY`,'
        + ' such as `/prod/*=alias/app`; the key is a key id, a key ARN, `alias/NAME` or an alias ARN',
    '[ERROR] `<policyName>` (`-Decs-policy.policyName`): `my policy`:'
        + ' a policy is named by up to 128 letters, digits and `+=,.@_-`',
    '[ERROR] `<policyKind>` (`-Decs-policy.policyKind`): `attached`: it is one of `inline`, `managed`',
    '[ERROR] `<format>` (`-Decs-policy.format`): `yaml`: it is one of `json`, `console`, `aws-cli`,'
        + ' `cloudformation`, `terraform`, `cdk`, `markdown`, `report`',
    '[ERROR] `<shell>` (`-Decs-policy.shell`): `fish`: it is one of `posix`, `powershell`']
assert !new File(basedir, 'target').exists()
