"""A round through the remotes of all teams: fetch them at once, exchange lines where the ledger is ours, and what is new since the last one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from gitgov.chamber.branches import HERE, Apart, stands
from gitgov.chamber.ci import Asked, judge_asked
from gitgov.chamber.done import usual_remote
from gitgov.chamber.federation import OURS, TeamRemote, all_remotes, home, ledger_of, team_remotes, why_not_heard
from gitgov.chamber.leaning import added as new_leanings
from gitgov.chamber.meant import Stage, each_team
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.progress import Progress, going_of
from gitgov.chamber.remembered import crossings_seen, remember_crossings, remember_heard
from gitgov.chamber.sprints import Board
from gitgov.chamber.sync import sync
from gitgov.core.errors import BadInput, GitgovError
from gitgov.core.objection import Objection
from gitgov.git.federation import Fetched, fetch_all
from gitgov.git.history import apart_by
from gitgov.git.patience import patience_of
from gitgov.git.touching import touched
from gitgov.sprints.crossing import Crossing, Work, crossings
from gitgov.sprints.leaning import Leaning
from gitgov.sprints.sprint import Sprint


class Heard(NamedTuple):
    """What came of a remote: why it could not be heard, or nothing; the refs that it has rewound, and the lines that went and came."""

    remote: TeamRemote
    error: str
    rewound: tuple[str, ...] = ()
    sent: int = 0
    received: int = 0
    faults: tuple[Objection, ...] = ()


def go_round(chamber: Chamber, progress: Callable[[Sequence[str], int], None]) -> list[Heard]:
    """Ask the usual remote, those of all teams and others that are set up, as many at once as is decent; one that is down keeps no other from being heard."""
    every = all_remotes(chamber)
    wrong = {each.name: why_not_heard(chamber, each) for each in every}
    safe = [each.name for each in every if not wrong[each.name]]
    patience = patience_of(chamber.settings)
    fetched = fetch_all(chamber.repo, safe, lambda left: progress(left, len(safe)), patience)
    heard = [_heard(chamber, each, fetched.get(each.name), wrong[each.name]) for each in every]
    remember_heard(chamber.repo, {each.remote.name: chamber.now() for each in heard if not each.error})
    return heard


def _heard(chamber: Chamber, remote: TeamRemote, fetched: Fetched | None, wrong: BadInput | None) -> Heard:
    if fetched is None:
        return Heard(remote, f"{wrong.what}: {wrong.remedy}" if wrong else "")
    heard = Heard(remote, fetched.error, fetched.rewound)
    shared = not heard.error and (remote.name == usual_remote(chamber) or ledger_of(chamber, remote.name) == OURS)
    return _exchanged(chamber, heard) if shared else heard


def _exchanged(chamber: Chamber, heard: Heard) -> Heard:
    try:
        report = sync(chamber.repo, chamber.now, heard.remote.name)
    except GitgovError as error:
        return heard._replace(error=error.what)
    return heard._replace(sent=report.sent, received=report.received, faults=(*report.refused, *report.faults))


UNMOVED = frozenset({"GOV-101", "GOV-168", "GOV-169"})
"""The gate's codes for what nobody has decided about: here, that no motion names this commit yet."""
UNDECIDED = frozenset({"GOV-110", "GOV-113"})
"""Its codes for what is still to be decided, or was carried and is on hold."""


class Branch(NamedTuple):
    """A team's branch of the sprint under way, or else of its last one: where it stands (nothing: nowhere), how far apart from the target, what the gate says.

    `red` is the first of the gate's objections to merging it now; nothing where it may go in, has nothing to bring, or where
    it only `waits`: for a motion, for its vote, or for the end of a hold. `apart` says where it stands, if no place has all
    of its commits.
    """

    name: str
    tip: str
    ahead: int = 0
    behind: int = 0
    red: Objection | None = None
    waits: Objection | None = None
    apart: tuple[Apart, ...] = ()


class Row(NamedTuple):
    """How a team's sprint goes, the one under way or else the last one, and its branch."""

    progress: Progress
    branch: Branch


class Report(NamedTuple):
    """All teams' sprints, where they depend on each other, and which of that the last round did not see."""

    rows: tuple[Row, ...]
    crossings: tuple[Crossing, ...]
    new: frozenset[Crossing]


def report(chamber: Chamber, board: Board) -> Report:
    """Say how all teams stand, from refs and records alone; what is new is remembered here, and recorded nowhere."""
    teams = chamber.chain.charter.teams
    known = (each for each in board.sprints if each.team.name in teams)
    last = each_team(known, (Stage.UNDER_WAY, Stage.OVER))
    homes = home(teams, team_remotes(chamber))
    rows = [Row(going_of(chamber, board, each), _branch(chamber, each, homes)) for each in last.values()]
    tips = {each.progress.sprint.team.name: each.branch.tip for each in rows if each.branch.ahead}
    added = touched(chamber.repo, list(tips.values()), target_tip(chamber)[1])
    work = {team: Work(added[tip].files, added[tip].depends) for team, tip in tips.items()}
    named = {each.branch.name: each.progress.sprint.team.name for each in rows}
    named |= {each.name: each.body.team for each in (*board.items, *board.wanted.values())}
    leaning = (
        _crossing(each) for team, tip in tips.items() for each in new_leanings(chamber, team, tip, added[tip].files)
    )
    found = (*crossings(teams, work, named, homes), *sorted(leaning))
    seen = {each.matter for each in crossings_seen(chamber.repo)}
    remember_crossings(chamber.repo, found)
    return Report(tuple(rows), found, frozenset(each for each in found if each.matter not in seen))


def _crossing(each: Leaning) -> Crossing:
    where = f"{each.file}:{each.line}" if each.line else each.file
    return Crossing(each.team, each.needs, each.how, each.what, where)


def _branch(chamber: Chamber, sprint: Sprint, homes: Mapping[str, str]) -> Branch:
    """Find a team's branch where it is furthest: in its remote, in the usual one or here."""
    name, repo = sprint.team.branch_of(sprint.name), chamber.repo
    remotes = dict.fromkeys(each for each in (homes.get(sprint.team.name, ""), usual_remote(chamber)) if each)
    refs = {each: f"refs/remotes/{each}/{name}" for each in remotes} | {HERE: f"refs/heads/{name}"}
    places = {place: tip for place, ref in refs.items() if (tip := repo.tip(ref))}
    if not places:
        return Branch(name, "")
    tip, apart = stands(repo, name, places)
    ahead, behind = apart_by(repo, tip, target_tip(chamber)[1])
    said = _why_not_now(chamber, tip) if ahead else None
    calm = said is not None and said.code in UNMOVED | UNDECIDED
    return Branch(name, tip, ahead, behind, None if calm else said, said if calm else None, tuple(apart))


def _why_not_now(chamber: Chamber, tip: str) -> Objection | None:
    """Ask the gate about merging a branch now, as a job of a host's CI does."""
    into, target = target_tip(chamber)
    try:
        return next(iter(judge_asked(chamber, Asked(into, target, tip)).objections), None)
    except GitgovError as error:
        return Objection("", f"cannot decide: {error.what}", remedy=error.remedy)
