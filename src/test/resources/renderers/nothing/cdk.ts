// nothing to grant
