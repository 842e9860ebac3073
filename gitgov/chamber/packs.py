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
from gitgov.git.submodules import Pin, add, address_of, pin_of
from gitgov.sprints.events import PackPinned
from gitgov.sprints.sprint import Sprint

FOLDER = "domain_packs"


class Pack(NamedTuple):
    """A domain pack of a team: its path, the commit that it is pinned to (nothing: it is missing), whether that was recorded now, what is wrong.

    `other` is the pin on record, where the branch here has another and is older than what the team has pushed.
    """

    path: str
    commit: str
    recorded: bool = False
    error: str = ""
    other: str = ""


class Ground(NamedTuple):
    """The work tree of a sprint into which packs are laid; `stale`, where its branch lacks what the team has pushed."""

    sprint: Sprint
    place: Path
    stale: bool


def lay_packs(chamber: Chamber, actor: Actor, ground: Ground) -> list[Pack]:
    """Add the domain packs of a team that its work tree lacks, as pinned on record; one that cannot be had keeps no other from being added."""
    team = chamber.chain.charter.teams.get(ground.sprint.team.name)
    return [_lay(reopened(chamber), actor, ground, pack) for pack in (team.packs if team else ())]


def _lay(chamber: Chamber, actor: Actor, ground: Ground, pack: tuple[str, str]) -> Pack:
    (name, url), place = pack, ground.place
    path = f"{FOLDER}/{name}"
    if (commit := pin_of(place, path)) and (wrong := _why_not_from(place, path, url)):
        return Pack(path, commit, error=wrong)
    board = read_board(chamber)
    sprint = next(each for each in board.sprints if each.id == ground.sprint.id)
    known = next((each.body.commit for each in sprint.packs if (each.body.pack, each.body.url) == pack), "")
    try:
        add(place, path, url, f"Pin domain pack {name}", Pin(known, sprint.started_at))
    except GitgovError as error:
        return Pack(path, "", error=error.what.splitlines()[0])
    laid = Pack(path, pin_of(place, path))
    if laid.commit == known:
        return laid
    if known and ground.stale:
        return laid._replace(other=known)
    add_to(chamber, actor, thread_of(board, sprint.id), PackPinned(pack=name, url=url, commit=laid.commit))
    return laid._replace(recorded=True)


def _why_not_from(place: Path, path: str, url: str) -> str:
    """Say why a pin may not stand that is there already, or nothing: it is from the charter's address, and git knows no other."""
    try:
        other = address_of(place, path)
    except BadInput as error:
        return error.what
    return "" if other == url else f"it is pinned, from another address than the charter's {url}: {other}"
