"""Putting cases together for advisers: what each of them has to know, gathered from git and from the ledger."""
