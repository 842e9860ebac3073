"""What every test may borrow: a hermetic git, people with keys, repositories, servers and scenes that run.

It knows git and OpenSSH but not gitgov, so that a mistake in the package cannot hide in its own tests.
"""
