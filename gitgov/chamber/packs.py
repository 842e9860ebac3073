"""Domain packs in a team's work tree: added as submodules where they are missing, and their pins put on record."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.open import Chamber, reopened
from gitgov.chamber.planning import thread_of
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import add_to
from gitgov.core.errors import BadInput, GitgovError
from gitgov.git.submodules import add, address_of, pin_of
from gitgov.sprints.events import PackPinned
from gitgov.sprints.sprint import Sprint

FOLDER = "domain_packs"


class Pack(NamedTuple):
    """A domain pack of a team: its path, the commit that it is pinned to (nothing: it is missing), whether that was recorded now, what is wrong."""

    path: str
    commit: str
    recorded: bool = False
    error: str = ""


def lay_packs(chamber: Chamber, actor: Actor, sprint: Sprint, place: Path) -> list[Pack]:
    """Add the domain packs of a team that its work tree lacks; one that cannot be had keeps no other from being added."""
    team = chamber.chain.charter.teams.get(sprint.team.name)
    return [_lay(reopened(chamber), actor, sprint, place, pack) for pack in (team.packs if team else ())]


def _lay(chamber: Chamber, actor: Actor, sprint: Sprint, place: Path, pack: tuple[str, str]) -> Pack:
    name, url = pack
    path = f"{FOLDER}/{name}"
    if (commit := pin_of(place, path)) and (wrong := _why_not_from(place, path, url)):
        return Pack(path, commit, error=wrong)
    try:
        add(place, path, url, f"Pin domain pack {name}")
    except GitgovError as error:
        return Pack(path, "", error=error.what.splitlines()[0])
    return _recorded(chamber, actor, sprint, Pack(path, pin_of(place, path)), pack)


def _why_not_from(place: Path, path: str, url: str) -> str:
    """Say why a pin may not stand that is there already, or nothing: it is from the charter's address, and git knows no other."""
    try:
        other = address_of(place, path)
    except BadInput as error:
        return error.what
    return "" if other == url else f"it is pinned, from another address than the charter's {url}: {other}"


def _recorded(chamber: Chamber, actor: Actor, sprint: Sprint, laid: Pack, pack: tuple[str, str]) -> Pack:
    """Put a pin on record, unless the last one on record is the same."""
    board = read_board(chamber)
    now = next(each for each in board.sprints if each.id == sprint.id)
    body = PackPinned(pack=pack[0], url=pack[1], commit=laid.commit)
    if body in {each.body for each in now.packs}:
        return laid
    add_to(chamber, actor, thread_of(board, sprint.id), body)
    return laid._replace(recorded=True)
