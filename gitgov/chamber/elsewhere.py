"""What other remotes hold: a line that one of them has taken in stays here, whatever another one says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from gitgov.chamber.rooms import changes
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.git.history import is_ancestor
from gitgov.git.notes import NotesStore
from gitgov.git.remotes import of_team, remotes
from gitgov.git.repository import Repository
from gitgov.git.transfer import Remote
from gitgov.ledger.event import ROOMS

REMOTES = "refs/gov/remotes/"


class Elsewhere(NamedTuple):
    """What a remote lacks of what others were seen to hold: such lines, those of the usual remote among them, and notes commits by room."""

    lines: frozenset[bytes]
    usual: frozenset[bytes]
    tips: Mapping[str, tuple[str, ...]]

    def base(self, repo: Repository, room: str, tip: str) -> str:
        """Return the notes commit to stand upon where a remote holds `tip`: another's that goes on from it, or `tip` itself.

        So no room goes back to what it was because one remote is behind.
        """
        for other in self.tips.get(room, ()):
            tip = other if not tip or is_ancestor(repo, tip, other) else tip
        return tip


def decides(repo: Repository, remote: Remote) -> bool:
    """Say whether a line leaves this clone where a remote sends it back.

    The usual one decides for the body; another one only where that was never seen to hold a ledger, and a team's remote
    never, as long as this clone follows any other.
    """
    settings, usual = repo.settings(), repo.usual_remote
    if remote.name == usual or not remotes(settings):
        return True
    return not of_team(settings, remote.name) and not repo.tip(Remote(usual).rooms + "charter")


def elsewhere(theirs: NotesStore, remote: Remote) -> Elsewhere:
    """Read from what was last seen of all other remotes what this one lacks; every line of that was admitted when it came in."""
    repo, lines = theirs.repo, defaultdict[str, set[bytes]](set)
    tips: dict[str, tuple[str, ...]] = {}
    for ref, tip in sorted(repo.refs(REMOTES).items()):
        name, _, room = ref.removeprefix(REMOTES).partition("/rooms/")
        if room in ROOMS and name != remote.name and tip != theirs.tip(room):
            tips[room] = (*tips.get(room, ()), tip)
            for _, here, there in changes(repo, theirs.tip(room), tip):
                lines[name] |= there - here
    return Elsewhere(frozenset().union(*lines.values()), frozenset(lines[repo.usual_remote]), tips)


def why_behind(repo: Repository, remote: Remote, lines: int) -> Objection:
    """Object to a remote that has sent back lines that the usual one holds."""
    usual = repo.usual_remote
    what = f"the ledger of {remote.name} is behind that of {usual}: it has sent back {many(lines, 'line')} that {usual} holds; kept here"
    remedy = (
        f"git gov sync {remote.name}, then git push {remote.name} 'refs/notes/gov/*:refs/notes/gov/*';"
        f" where that is refused, who keeps {remote.name} fetches those refs from {usual}"
    )
    return Objection("GOV-216", what, "what one remote has taken in, another does not undo", remedy)
