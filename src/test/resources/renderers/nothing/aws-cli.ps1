# nothing to grant
