"""The federation of teams: the remote of each team here, whose ledger it keeps, and how far it and this clone are apart."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from gitgov.chamber import returned
from gitgov.chamber.done import usual_remote
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.rooms import changes
from gitgov.charter.teams import Teams, is_address
from gitgov.core.errors import BadInput, GitgovError
from gitgov.core.visible import typed
from gitgov.git import federation
from gitgov.git.history import apart_by
from gitgov.git.notes import NotesStore
from gitgov.git.remotes import configured, of_team
from gitgov.git.transfer import Remote
from gitgov.ledger.event import ROOMS
from gitgov.procedure.constitution import find_genesis

OURS, ANOTHER, NONE = "ours", "another", "none"
"""Whose ledger a remote keeps, as last seen."""


class TeamRemote(NamedTuple):
    """A remote by its name here, with the teams that work there, if any, and its address, if that is known."""

    name: str
    teams: tuple[str, ...]
    url: str


def team_remotes(chamber: Chamber) -> list[TeamRemote]:
    """Return the remotes of the teams, each once: by the name that it has here, else that of the first team that names it."""
    teams, settings = chamber.chain.charter.teams, chamber.settings
    known = {settings[f"remote.{name}.url"]: name for name in reversed(configured(settings))}
    found: dict[str, TeamRemote] = {}
    for place in dict.fromkeys(teams[name].remote for name in sorted(teams)):
        if place:
            those = tuple(name for name in sorted(teams) if teams[name].remote == place)
            name = known.get(place, those[0]) if is_address(place) else place
            url = place if is_address(place) else settings.get(f"remote.{name}.url", "")
            found[name] = TeamRemote(name, (*found[name].teams, *those) if name in found else those, url)
    return list(found.values())


def all_remotes(chamber: Chamber) -> list[TeamRemote]:
    """Return the usual remote, if there is one, those of the teams, and others that somebody has set up by name."""
    settings, usual, found = chamber.settings, usual_remote(chamber), team_remotes(chamber)
    known = {each.name for each in found}
    others = [
        each for each in configured(settings) if federation.is_set_up(settings, each) and each not in {usual, *known}
    ]
    first = [usual] if usual and usual not in known else []
    at = {each: settings.get(f"remote.{each}.url", "") for each in (*first, *others)}
    return [
        *(TeamRemote(each, (), at[each]) for each in first),
        *found,
        *(TeamRemote(each, (), at[each]) for each in others),
    ]


def home(teams: Teams, found: Iterable[TeamRemote]) -> dict[str, str]:
    """Return the name of the remote in which each team works; teams that work in none are left out."""
    return {team: each.name for each in found for team in each.teams if team in teams}


class Added(NamedTuple):
    """A remote that has been looked after, and whether anything had to be done."""

    remote: TeamRemote
    done: bool


def add(chamber: Chamber, names: Iterable[str] = ()) -> list[Added]:
    """Set up the remotes of all teams, or those that are named; typed again it does nothing.

    Raises `BadInput`, before anything is changed, for a remote of that name with another address, and for one that nobody knows.
    """
    settings, known = chamber.settings, {each.name: each for each in team_remotes(chamber)}
    wanted = [known.get(name, TeamRemote(name, (), settings.get(f"remote.{name}.url", ""))) for name in names]
    wanted = wanted or list(known.values())
    for each in wanted:
        if wrong := why_not_here(chamber, each):
            raise wrong
    usual = usual_remote(chamber)
    return [
        Added(
            each, each.name != usual and federation.set_up(chamber.repo, each.name, each.url, of_team=bool(each.teams))
        )
        for each in wanted
    ]


def why_not_here(chamber: Chamber, remote: TeamRemote) -> BadInput | None:
    """Say why a remote cannot be set up, or is not the one that the charter means; nothing for one that is still to be added."""
    here = chamber.settings.get(f"remote.{remote.name}.url", "")
    if not remote.url:
        whose = f", in which {' and '.join(remote.teams)} works," if remote.teams else ""
        what = f"no remote {remote.name}{whose} is here"
        return BadInput(what, f"git remote add {typed(remote.name)} URL; then the same command")
    if here not in ("", remote.url):
        what = f"a remote {remote.name} is here already, with another address than the charter's {remote.url}: {here}"
        return BadInput(
            what, f"git remote set-url {typed(remote.name, remote.url)}, or rename it; then the same command"
        )
    if spec := federation.why_not_safe(chamber.settings, remote.name):
        what = f"a fetch from {remote.name} would overwrite what is here: {spec}"
        return BadInput(what, f"git config --unset-all {typed(f'remote.{remote.name}.fetch')}; then the same command")
    return None


def why_not_heard(chamber: Chamber, remote: TeamRemote) -> BadInput | None:
    """Say why a remote is not asked: what it brings would overwrite something, or be taken for what this body has decided."""
    if wrong := why_not_here(chamber, remote):
        return wrong
    settings, name = chamber.settings, remote.name
    apart = of_team(settings, name) or not remote.teams  # one of no team was named by who set it up
    if name == usual_remote(chamber) or (federation.is_set_up(settings, name) and apart):
        return None
    return BadInput("it is not set up here", "git sprint federation add")


def without_policy(chamber: Chamber) -> list[tuple[str, str]]:
    """Return in words, with what helps, the remotes for which nobody has said what a fetch from them may bring."""
    teams = {each.name: each.teams for each in team_remotes(chamber)}
    usual, settings = usual_remote(chamber), chamber.settings
    left = [each for each in configured(settings) if each != usual and not federation.is_set_up(settings, each)]
    named = "git sprint federation add"
    return [
        (f"remote {each} of {' and '.join(teams[each])} is not set up", named)
        if each in teams
        else (
            f"remote {each} has no federation policy",
            f"git sprint federation add {typed(each)}, or git remote remove {typed(each)}",
        )
        for each in left
    ]


class Standing(NamedTuple):
    """How a remote stands to this clone, by what was last seen of it.

    `ahead` and `behind` are commits of its target branch against ours, nothing where it has none. `unsynced` are the rooms
    that lack lines here or there, none where another body's ledger lies there.
    """

    remote: TeamRemote
    here: bool
    ahead: int | None
    behind: int | None
    ledger: str
    unsynced: tuple[str, ...]


def standing(chamber: Chamber, remote: TeamRemote) -> Standing:
    """Say how a remote stands to this clone, without asking it."""
    repo = chamber.repo
    here = remote.name == usual_remote(chamber) or federation.is_set_up(chamber.settings, remote.name)
    into, tip = target_tip(chamber)
    theirs = repo.tip(into.replace("refs/heads/", f"refs/remotes/{remote.name}/", 1))
    ahead, behind = apart_by(repo, theirs, tip) if theirs else (None, None)
    ledger = ledger_of(chamber, remote.name)
    rooms = tuple(room for room in ROOMS if ledger == OURS and _differs(chamber, remote.name, room))
    return Standing(remote, here, ahead, behind, ledger, rooms)


def _seen(chamber: Chamber, remote: str) -> list[NotesStore]:
    """Return a remote's rooms as git fetched them, and as an exchange with it left them: rooms only grow, so each counts."""
    places = (federation.federated(remote), Remote(remote).rooms)
    return [NotesStore(chamber.repo, chamber.now, place) for place in places]


def ledger_of(chamber: Chamber, remote: str) -> str:
    """Say whose ledger a remote keeps, as last seen: ours begins with the genesis that this clone pins."""
    stores = [each for each in _seen(chamber, remote) if each.tip("charter")]
    for store in stores:
        with suppress(GitgovError):
            lines = [line for subject in store.subjects("charter") for line in store.lines("charter", subject)]
            find_genesis(lines, chamber.chain.repo)
            return OURS
    return ANOTHER if stores else NONE


def _differs(chamber: Chamber, remote: str, room: str) -> bool:
    """Say whether a room has lines here that were not seen there, or the reverse; those that came back count for nothing."""
    back, own = returned.ids(chamber.repo, remote), chamber.store.tip(room)
    tips = [tip for store in _seen(chamber, remote) if (tip := store.tip(room))] or [""]
    rows = [list(changes(chamber.repo, tip, own)) for tip in tips]
    unsent = set.intersection(*({line for _, there, here in each for line in here - there} for each in rows))
    return any(there - here for each in rows for _, there, here in each) or any(
        returned.id_of(line) not in back for line in unsent
    )
