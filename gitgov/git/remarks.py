"""Notes of git's own for people to read: derived, in this clone alone, and no room of the ledger."""

from __future__ import annotations

from gitgov.git.repository import Repository
from gitgov.git.run import attempt, run

_NOBODY = ("-c", "user.name=gitgov", "-c", "user.email=nobody@example.invalid")


def remark(repo: Repository, name: str, commit: str, text: str, mark: str) -> bool:
    """Write a note below `refs/notes/NAME` on a commit, in place of an earlier one; says whether it stands there now.

    What does not begin with the `mark`, the text's first words, somebody else has written, and it is left. The same text is
    not written again. Raises `GitFailedError`.
    """
    held = attempt(repo.cwd, "notes", f"--ref={name}", "show", commit)
    before = held.stdout.decode(errors="replace") if held.returncode == 0 else ""
    if before and not before.startswith(mark):
        return False
    if before != text:
        run(repo.cwd, *_NOBODY, "notes", f"--ref={name}", "add", "--force", "--file=-", commit, stdin=text.encode())
    return True
