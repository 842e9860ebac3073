"""Program increments: finding one, what its teams can do and have done, and the way from its plan to its start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.planning import capacity_of, target_tip, thread_of, today
from gitgov.chamber.progress import TRAILER
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import add_to, open_thread
from gitgov.charter.teams import Team, people_of, whole
from gitgov.core.errors import BadInput
from gitgov.git.worktrees import trailers
from gitgov.ledger.event import Body, Event
from gitgov.procedure.motions.increment import Increment as Ratification
from gitgov.procedure.state import Motion
from gitgov.sprints.increments.confidence import last_ballots, open_vote
from gitgov.sprints.increments.events import ConfidenceClosed, IncrementPlanned, IncrementStarted
from gitgov.sprints.increments.guards import is_of
from gitgov.sprints.increments.reading import predictability
from gitgov.sprints.increments.state import Dependency, Increment


class Which(NamedTuple):
    """Which increment is meant: by its name, its train, or a team of it; nothing for the last one of the member's trains."""

    name: str = ""
    train: str = ""
    team: str = ""


def increment_of(chamber: Chamber, board: Board, which: Which, member: str = "") -> Increment:
    """Return the increment that is meant, the last one that fits; raises `BadInput`."""
    teams = chamber.chain.charter.teams
    found = [each for each in board.increments if which.name in {"", each.name} and which.train in {"", each.train}]
    if which.team:
        found = [each for each in found if is_of(teams, which.team, each.train)]
    mine = [each for each in found if member in people_of(teams, each.train)]
    if not found:
        what = f"no increment{f' {which.name}' if which.name else ''} is planned"
        of = which.train or which.team
        raise BadInput(
            f"{what}{f' with {of}' if of else ''}", f"git sprint pi plan {which.name or 'NAME'} --team TRAIN"
        )
    return (mine or found)[-1]


def record_plan(chamber: Chamber, board: Board, actor: Actor, body: IncrementPlanned) -> Event:
    """Record the frame of an increment: a new one, or in place of what was planned before."""
    earlier = [each for each in board.increments if (each.train, each.name) == (body.team, body.increment)]
    if earlier:
        return record(chamber, board, actor, earlier[-1], body)
    return open_thread(chamber, actor, body, target_tip(chamber)[1])


def record(chamber: Chamber, board: Board, actor: Actor, increment: Increment, body: Body) -> Event:
    """Record something in the thread of an increment."""
    return add_to(chamber, actor, thread_of(board, increment.id), body)


def count(increment: Increment) -> ConfidenceClosed:
    """Draw up the close of the vote of confidence that is going on; raises `BadInput` where none is."""
    vote = open_vote(increment)
    if vote is None:
        raise BadInput(f"no vote of confidence is going on in {increment.name}", "git sprint pi call-vote")
    return ConfidenceClosed(vote=vote.id, counted={str(who): fingers for who, fingers in last_ballots(vote).items()})


def ratification_of(increment: Increment, strategy: str = "") -> Ratification:
    """Put into words what a train ratifies; `strategy` is how what its teams make is to land together."""
    pending = [each for each in increment.dependencies.values() if each.settled != "dropped"]
    return Ratification(
        team=increment.train,
        increment=increment.name,
        plan=increment.plan,
        teams=len({each.team for each in increment.objectives.values()}),
        objectives=len(increment.objectives),
        value=predictability(increment.objectives.values()).planned,
        features=len(increment.features),
        dependencies=len(pending),
        late=sum(each.late for each in pending),
        strategy=strategy,
    )


def ratifications(chamber: Chamber, increment: Increment) -> list[Motion]:
    """Return the motions that ratify the plan of an increment as it stands, oldest first."""
    motions, plan = matters(chamber, increment.subject).motions, increment.plan
    return [each for each in motions if isinstance(each.question, Ratification) and each.question.plan == plan]


def start(chamber: Chamber, board: Board, actor: Actor, increment: Increment) -> Event | None:
    """Record that an increment begins, by the motion that carried its plan; nothing where it has begun already."""
    if increment.started:
        return None
    found = ratifications(chamber, increment)
    motion = next((each for each in found if each.decision and each.decision.carried), found[-1] if found else None)
    decision = motion.decision.id if motion and motion.decision else increment.id
    body = IncrementStarted(plan=increment.plan, motion=motion.id if motion else increment.id, decision=decision)
    return record(chamber, board, actor, increment, body)


def strategy_of(chamber: Chamber, increment: Increment) -> tuple[str, str]:
    """Return how what the teams make is to land, and the motion that says so: the carried one, else the last; or nothing."""
    found = ratifications(chamber, increment)
    said = [(each.question.strategy, str(each.id)) for each in found if isinstance(each.question, Ratification)]
    carried = [each for each, motion in zip(said, found, strict=True) if motion.decision and motion.decision.carried]
    return (carried or said or [("", "")])[-1]


def phase_of(chamber: Chamber, increment: Increment) -> str:
    """Say how far an increment has come: planned, moved, ratified, or under way."""
    if increment.started:
        return "under way"
    motions = ratifications(chamber, increment)
    if any(each.decision and each.decision.carried for each in motions):
        return "ratified"
    return "moved" if any(each.pending for each in motions) else "planned"


def teams_in(chamber: Chamber, train: str) -> list[Team]:
    """Return the teams of a train that have people of their own to do the work, by name."""
    return sorted(
        (each for each in whole(chamber.chain.charter.teams, train) if each.members), key=lambda each: each.name
    )


def capacities(chamber: Chamber, increment: Increment) -> dict[str, list[int]]:
    """Return for each team what it can do in each iteration, holidays taken away; nothing in the last one."""
    return {
        team.name: [
            0 if each.planning else capacity_of(team, each.begins, each.ends, {}) for each in increment.iterations
        ]
        for team in teams_in(chamber, increment.train)
    }


def loads(increment: Increment) -> Mapping[tuple[str, int], int]:
    """Return the points that stand with each team in each iteration."""
    found: dict[tuple[str, int], int] = {}
    for each in increment.features.values():
        found[each.team, each.iteration] = found.get((each.team, each.iteration), 0) + each.points
    return found


def items_done(chamber: Chamber, increment: Increment) -> frozenset[str]:
    """Return the features of which commits that have reached the target since the increment was planned say so."""
    if not chamber.repo.holds(increment.subject):
        return frozenset()
    named = trailers(chamber.repo, TRAILER, increment.subject, target_tip(chamber)[1])
    return frozenset(named) & increment.features.keys()


def overdue(chamber: Chamber) -> Iterator[tuple[str, str]]:
    """Tell of the sync points whose day is over while teams are missing, and what helps."""
    now = today(chamber).isoformat()
    for each in read_board(chamber).increments:
        for point in sorted(each.points.values(), key=lambda each: (each.day, each.name)):
            if point.overdue(now):
                missing = ", ".join(point.missing())
                what = f"sync point {point.name} of {each.name} was on {point.day}, and waits for {missing}"
                yield what, f"git sprint pi in-step {point.name} --team {point.missing()[0]}, once it is"


class Crossing(NamedTuple):
    """A dependency between teams of two trains, with the increment in which it was declared."""

    increment: Increment
    dependency: Dependency
    consumer_train: str
    provider_train: str


def trains_below(chamber: Chamber, board: Board, node: str, name: str) -> list[Increment]:
    """Return the last increment (of that name) of each train below a node."""
    teams = chamber.chain.charter.teams
    inside = {each.name for each in whole(teams, node)} - {node}
    last = {each.train: each for each in board.increments if each.train in inside and name in {"", each.name}}
    return [last[train] for train in sorted(last)]


def crossings(chamber: Chamber, found: list[Increment]) -> list[Crossing]:
    """Return the dependencies that cross trains, of which each has one of these increments."""
    teams = chamber.chain.charter.teams
    train = {team.name: each.train for each in found for team in whole(teams, each.train)}
    return [
        Crossing(each, need, train[need.consumer], train.get(need.provider, "-"))
        for each in found
        for need in sorted(each.dependencies.values(), key=lambda each: (each.need_by, each.id))
        if train.get(need.provider, "-") != train.get(need.consumer)
    ]
