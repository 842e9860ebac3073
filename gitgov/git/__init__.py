"""Where lines lie and content moves: the only home of pygit2 and of git child processes. It knows no law."""
