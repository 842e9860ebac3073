"""What this clone has not sent yet, and a ledger that nobody took."""

from __future__ import annotations

from gitgov.chamber import returned
from gitgov.chamber.open import Chamber
from gitgov.chamber.sync import outgoing
from gitgov.core.errors import BadInput
from gitgov.git.notes import NotesStore
from gitgov.git.transfer import find_remote


def unsent(chamber: Chamber) -> int:
    """Count the lines that the usual remote is not known to hold; none where there is no remote."""
    try:
        remote = find_remote(chamber.settings, "")
    except BadInput:
        return 0
    local = NotesStore(chamber.repo, chamber.now)
    return len(outgoing(local, NotesStore(chamber.repo, chamber.now, remote.present)))


def untaken(chamber: Chamber) -> bool:
    """Say whether this ledger's genesis came back, and no remote was ever seen to hold it."""
    held = any(name.endswith("/rooms/charter") for name in chamber.repo.refs("refs/gov/remotes/"))
    return not held and chamber.chain.repo in returned.ids(chamber.repo)
