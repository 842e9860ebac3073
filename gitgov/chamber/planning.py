"""Planning and starting a sprint: capacity, what is proposed, the commitment, and each team's branch and work tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.done import usual_remote
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.sprints import Board
from gitgov.chamber.threads import add_to, open_thread
from gitgov.charter.teams import Team
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import Oid
from gitgov.git.worktrees import make_branch, make_worktree, top_of
from gitgov.ledger.event import Event
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.procedure.state import Motion
from gitgov.sprints.backlog import Item
from gitgov.sprints.capacity import ByFocus, ByPoints, Person, capacity, workdays
from gitgov.sprints.events import PlannedItem, SprintPlanned, SprintStarted
from gitgov.sprints.proposal import Item as Wanted
from gitgov.sprints.proposal import Proposal, propose
from gitgov.sprints.review import why_not_again
from gitgov.sprints.sprint import Sprint
from gitgov.threads.fold import Thread

DAYS = 14
FOLDER = "sprints"


class Wish(NamedTuple):
    """A plan as somebody types it: `items` as `ID` or `ID:POINTS`; nothing stands for what is usual."""

    sprint: str
    items: Sequence[str]
    goal: str
    begins: str
    ends: str
    away: Mapping[str, int]
    capacity: int | None


def team_of(chamber: Chamber, member: str, name: str) -> Team:
    """Return the team that is named, or the only one that a member leads or is in; raises `BadInput`."""
    teams = chamber.chain.charter.teams
    if name:
        if name not in teams:
            raise BadInput(f"the charter has no team {name!r}", f"there are: {', '.join(sorted(teams)) or 'none'}")
        return teams[name]
    mine = [each for each in teams.values() if member in each.people]
    if len(mine) != 1:
        what = f"{member} is in {', '.join(sorted(each.name for each in mine)) or 'no team'}"
        raise BadInput(what, "say which: --team NAME")
    return mine[0]


def sprint_of(board: Board, team: str, name: str = "") -> Sprint:
    """Return a team's sprint of that name, or its last one; raises `BadInput` where there is none."""
    called = [each for each in board.sprints if name in {"", each.name}]
    mine = [each for each in called if each.team.name == team]
    if not mine:
        what = f"{team} has planned no sprint{f' {name}' if name else ''}"
        others = ", ".join(sorted({each.team.name for each in called}))
        elsewhere = f"--team names another team; there is one of {others}; or " if others else ""
        raise BadInput(what, f"{elsewhere}git sprint plan {name or 'NAME'} --team {team}")
    return mine[-1]


def thread_of(board: Board, opening: str) -> Thread:
    """Return the thread that an event opened."""
    return next(each for each in board.threads if each.state is not None and each.state.id == opening)


def target_tip(chamber: Chamber) -> tuple[str, Oid]:
    """Return the branch that sprints work towards, and where it stands: as last fetched, or here."""
    ref = chamber.chain.charter.sprints.into
    name, remote = ref.removeprefix("refs/heads/"), usual_remote(chamber)
    fetched = chamber.repo.tip(f"refs/remotes/{remote}/{name}") if remote else ""
    if tip := fetched or chamber.repo.tip(ref):
        return ref, Oid(tip)
    raise BadInput(
        f"there is no branch {name} here", "git fetch brings it; [sprints] into names another in the charter"
    )


def today(chamber: Chamber) -> date:
    """Return the day, in UTC."""
    return datetime.fromtimestamp(chamber.now(), UTC).date()


def drawn_up(chamber: Chamber, board: Board, team: Team, wish: Wish) -> SprintPlanned:
    """Draw a plan up, without recording it; raises `BadInput` for items and people that nobody knows."""
    begins = wish.begins or today(chamber).isoformat()
    ends = wish.ends or _last_day(begins)
    if strangers := sorted(wish.away.keys() - {*team.members}):
        raise BadInput(f"not in {team.name}: {', '.join(strangers)}", f"its members: {', '.join(team.members)}")
    backlog = board.wanted
    return SprintPlanned(
        sprint=wish.sprint,
        team=team.name,
        goal=wish.goal,
        begins=begins,
        ends=ends,
        into=chamber.chain.charter.sprints.into,
        items=[_planned(each, backlog) for each in wish.items],
        away=dict(wish.away),
        capacity=capacity_of(team, begins, ends, wish.away) if wish.capacity is None else wish.capacity,
    )


def _last_day(begins: str) -> str:
    try:
        return (_day(begins) + timedelta(days=DAYS - 1)).isoformat()
    except OverflowError as error:
        raise BadInput(f"two weeks from {begins} no calendar has a day", "name the last one: --ends DAY") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"not a day: {text!r}", "write it as 2026-12-24") from error


def capacity_of(team: Team, begins: str, ends: str, away: Mapping[str, int]) -> int:
    """Return how many points (or, by a focus, days) a team can do between two days, holidays and days off taken away."""
    people = [Person(name, away.get(name, 0)) for name in team.members]
    off = [day for day in team.holidays if begins <= day <= ends]
    if team.focus is None:
        return capacity(ByPoints(team.points, team.day_off), people, len(off))
    return capacity(ByFocus(workdays(begins, ends), team.focus), people, sum(workdays(day, day) for day in off))


def _planned(word: str, backlog: Mapping[str, Item]) -> PlannedItem:
    name, colon, points = word.partition(":")
    known = backlog.get(name)
    if known is None and not colon:
        raise BadInput(
            f"no item {name!r} is in the backlog", f"git sprint item add {name} TITLE, or --item {name}:POINTS"
        )
    if colon and not (points.isascii() and points.isdigit() and len(points) < 5):
        raise BadInput(f"not a number of points: {points!r}", f"write --item {name}:5")
    size = int(points) if colon else known.body.points if known else 0
    title, needs = (known.body.title, list(known.body.needs)) if known else ("", [])
    return PlannedItem(id=name, title=title, points=size, needs=needs)


class Pool(NamedTuple):
    """What a team could take on, and the names of what sprints have taken already, which others may need."""

    items: tuple[Wanted, ...]
    taken: frozenset[str]


def pool_for(board: Board, team: str, over: Collection[str] = ()) -> Pool:
    """Return what is open to a team: its own items, and those of no team.

    What a sprint has taken is not open again, but for what is carried `over` from one that is reviewed.
    """
    begun = [each for each in board.sprints if each.started]
    taken = {each.id for sprint in begun for each in sprint.plan.body.items if not (sprint.review and each.id in over)}
    left = [each for name, each in board.wanted.items() if name not in taken]
    open_to = [each for each in left if each.body.team in {"", team}]
    value = {each.name: each.body.value + each.body.criticality + each.body.risk for each in open_to}
    items = (Wanted(each.name, each.body.points, value[each.name], tuple(each.body.needs)) for each in open_to)
    return Pool(tuple(items), frozenset(taken))


def proposal_for(board: Board, team: str, most: int, over: Collection[str] = ()) -> Proposal:
    """Propose the items of greatest value that a team can take on."""
    pool = pool_for(board, team, over)
    return propose(pool.items, most, pool.taken)


def record_plan(chamber: Chamber, board: Board, actor: Actor, body: SprintPlanned) -> Event:
    """Record a plan: as a new sprint's, or in place of an earlier plan of a sprint that has not begun."""
    earlier = [each for each in board.sprints if (each.team.name, each.name) == (body.team, body.sprint)]
    if earlier:
        return add_to(chamber, actor, thread_of(board, earlier[-1].id), body)
    return open_thread(chamber, actor, body, target_tip(chamber)[1])


def commitment_to(sprint: Sprint) -> Commitment:
    """Put into words what a team commits itself to; raises `Refused` for a sprint that has been reviewed."""
    if objections := why_not_again(sprint):
        raise Refused(objections)
    plan = sprint.plan
    return Commitment(
        team=sprint.team.name,
        sprint=sprint.name,
        plan=plan.id,
        goal=plan.body.goal,
        points=plan.points,
        capacity=plan.body.capacity,
        items=len(plan.body.items),
    )


def commitments(chamber: Chamber, sprint: Sprint) -> list[Motion]:
    """Return the motions that commit a team to the plan of a sprint that counts, oldest first."""
    motions = matters(chamber, sprint.subject).motions
    return [each for each in motions if isinstance(each.question, Commitment) and each.question.plan == sprint.plan.id]


def start(chamber: Chamber, board: Board, actor: Actor, sprint: Sprint) -> Event | None:
    """Record that a sprint begins, by the motion that carried it; nothing where it has begun already.

    Raises `Refused` where it has been reviewed.
    """
    if objections := why_not_again(sprint):
        raise Refused(objections)
    if sprint.started:
        return None
    found = commitments(chamber, sprint)
    motion = next((each for each in found if each.decision and each.decision.carried), found[-1] if found else None)
    decision = motion.decision.id if motion and motion.decision else sprint.plan.id
    body = SprintStarted(plan=sprint.plan.id, motion=motion.id if motion else sprint.id, decision=decision)
    return add_to(chamber, actor, thread_of(board, sprint.id), body)


class Laid(NamedTuple):
    """A team's branch of a sprint and its work tree, and which of them had to be made."""

    branch: str
    place: Path
    new_branch: bool
    new_place: bool


def lay_out(chamber: Chamber, sprint: Sprint) -> Laid:
    """Make a team's branch and work tree, as far as they are not there; sparse where the team owns folders."""
    team = sprint.team
    branch, place = f"refs/heads/{team.branch_of(sprint.name)}", top_of(chamber.repo) / FOLDER / team.name
    new = make_branch(chamber.repo, branch, sprint.subject)
    folders = [path.rstrip("/") for path in team.paths if path.endswith("/")]
    sparse = folders if len(folders) == len(team.paths) else []
    return Laid(branch, place, new, make_worktree(chamber.repo, place, branch, sparse))
