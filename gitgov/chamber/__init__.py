"""Where the parts are joined: opening a repository's ledger, acting, reading, judging, moving; and the only clock."""
