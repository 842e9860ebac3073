"""Planning and starting a sprint: capacity, what is proposed, and the commitment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.done import usual_remote
from gitgov.chamber.meant import Stage, stage_of
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.pool import taken_on, why_not_free
from gitgov.chamber.sprints import Board
from gitgov.chamber.threads import add_to, open_thread
from gitgov.charter.teams import Team
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import Oid
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.motions.sprint import SOURCE
from gitgov.procedure.motions.sprint import Sprint as Commitment
from gitgov.procedure.state import Motion
from gitgov.sprints.capacity import ByFocus, ByPoints, Person, capacity, workdays
from gitgov.sprints.events import SprintPlanned, SprintStarted
from gitgov.sprints.review import why_not_again
from gitgov.sprints.sprint import Sprint
from gitgov.threads.fold import Thread

DAYS = 14


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
    """Return the team that is named, or the only one that a member leads or is in, or that of `gov.team`; raises `BadInput`."""
    teams = chamber.chain.charter.teams
    mine = [each for each in teams.values() if member in each.people]
    if not name and len(mine) != 1:
        name = chamber.settings.get("gov.team", "")
    if name:
        if name not in teams:
            raise BadInput(f"the charter has no team {name!r}", f"there are: {', '.join(sorted(teams)) or 'none'}")
        return teams[name]
    if len(mine) != 1:
        what = f"{member} is in {', '.join(sorted(each.name for each in mine)) or 'no team'}"
        raise BadInput(what, "say which: --team NAME, or for always git config gov.team NAME")
    return mine[0]


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
    """Draw a plan up, without recording it; raises `BadInput` for items and people that nobody knows, `Refused` for items of others."""
    begins = wish.begins or today(chamber).isoformat()
    ends = wish.ends or _last_day(begins)
    for each in (begins, ends):
        _day(each)
    if strangers := sorted(wish.away.keys() - {*team.members}):
        raise BadInput(f"not in {team.name}: {', '.join(strangers)}", f"its members: {', '.join(team.members)}")
    return SprintPlanned(
        sprint=wish.sprint,
        team=team.name,
        goal=wish.goal,
        begins=begins,
        ends=ends,
        into=chamber.chain.charter.sprints.into,
        items=taken_on(board, chamber.chain.charter.teams, team.name, wish.items),
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


def record_plan(chamber: Chamber, board: Board, actor: Actor, body: SprintPlanned) -> Event:
    """Record a plan: as a new sprint's, or in place of an earlier plan of a sprint that has not begun."""
    earlier = [each for each in board.sprints if (each.team.name, each.name) == (body.team, body.sprint)]
    if earlier:
        return add_to(chamber, actor, thread_of(board, earlier[-1].id), body)
    return open_thread(chamber, actor, body, target_tip(chamber)[1])


def commitment_to(chamber: Chamber, board: Board, sprint: Sprint) -> Commitment:
    """Put into words what a team commits itself to.

    Raises `Refused` for a sprint that has been reviewed, for a plan that is before the team, or that it has committed itself to,
    and for one of what another team works on.
    """
    if objections := why_not_again(sprint) or _why_not_twice(chamber, sprint) or why_not_free(board, sprint):
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


def _why_not_twice(chamber: Chamber, sprint: Sprint) -> tuple[Objection, ...]:
    """Object to another motion about a plan: of two that are open one might be carried, and the other one be waited for."""
    for each in commitments(chamber, sprint):
        carried = bool(each.decision and each.decision.carried and not each.fate)
        if carried or each.pending:
            what = f"{each.name} is about this plan of sprint {sprint.name}: it {'is carried' if carried else 'waits for its vote'}"
            start = f"git sprint start {sprint.name} --team {sprint.team.name}"
            remedy = start if carried else f"git vote aye {each.name}; then git motion announce {each.name}"
            return (Objection("GOV-667", what, SOURCE, remedy, (each.id,)),)
    return ()


def commitments(chamber: Chamber, sprint: Sprint) -> list[Motion]:
    """Return the motions that commit a team to the plan of a sprint that counts, oldest first."""
    motions = matters(chamber, sprint.subject).motions
    return [each for each in motions if isinstance(each.question, Commitment) and each.question.plan == sprint.plan.id]


def outdated(chamber: Chamber, sprint: Sprint, plan: str) -> list[Motion]:
    """Return the motions that are still to be decided about plans of a sprint that another plan has replaced, oldest first."""
    pending = [each for each in matters(chamber, sprint.subject).motions if each.pending]
    about = ((each, each.question) for each in pending if isinstance(each.question, Commitment))
    known = {each.id for each in sprint.plans} - {plan}
    return [each for each, question in about if question.plan in known]


def start(chamber: Chamber, board: Board, actor: Actor, sprint: Sprint) -> Event | None:
    """Record that a sprint begins, by the motion that carried it; nothing where it has begun already.

    Raises `Refused` where it has been reviewed, where another one of the team is under way, and where another team has begun to
    work on what is planned.
    """
    if objections := why_not_again(sprint):
        raise Refused(objections)
    if sprint.started:
        return None
    if objections := _why_not_yet(board, sprint) or why_not_free(board, sprint):
        raise Refused(objections)
    found = commitments(chamber, sprint)
    motion = next((each for each in found if each.decision and each.decision.carried), found[-1] if found else None)
    decision = motion.decision.id if motion and motion.decision else sprint.plan.id
    body = SprintStarted(plan=sprint.plan.id, motion=motion.id if motion else sprint.id, decision=decision)
    return add_to(chamber, actor, thread_of(board, sprint.id), body)


def _why_not_yet(board: Board, sprint: Sprint) -> tuple[Objection, ...]:
    """Object to the start of a sprint while another one of its team is under way: that one would be lost from sight."""
    mine = (each for each in board.sprints if each.team.name == sprint.team.name)
    going = next((each for each in mine if stage_of(each) is Stage.UNDER_WAY), None)
    if going is None:
        return ()
    what = f"sprint {going.name} of {going.team.name} is under way: {sprint.name} begins once it is reviewed"
    remedy = f"git sprint review {going.name} --record --team {going.team.name}"
    return (Objection("GOV-669", what, "Scrum Guide (2020), The Sprint", remedy, (going.id,)),)
