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
        return len(_outgoing(chamber, ""))
    except BadInput:
        return 0


def is_unsent(chamber: Chamber, remote: str, event_id: str) -> bool:
    """Say whether a remote is not known to hold a line that is here; raises `BadInput` for a remote that is none."""
    return bool(event_id) and any(returned.id_of(line) == event_id for line in _outgoing(chamber, remote))


def _outgoing(chamber: Chamber, remote: str) -> list[bytes]:
    local, found = NotesStore(chamber.repo, chamber.now), find_remote(chamber.settings, remote)
    return outgoing(local, NotesStore(chamber.repo, chamber.now, found.present), found)


def untaken(chamber: Chamber) -> bool:
    """Say whether this ledger's genesis came back, and no remote was ever seen to hold it."""
    held = any(name.endswith("/rooms/charter") for name in chamber.repo.refs("refs/gov/remotes/"))
    return not held and chamber.chain.repo in returned.ids(chamber.repo)
