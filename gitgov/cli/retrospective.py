"""`git sprint retro`: looking back on a sprint, a verb for each thing that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.improving import Course, course_of, moved_already, overdue, the_improvement, vote_for
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.planning import DAYS, thread_of, today
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import add_to
from gitgov.cli.acting import body_from, send
from gitgov.cli.going import improvement_line
from gitgov.cli.options import Json, Key, Sync, TeamOption
from gitgov.cli.putting import Seat, put_forward
from gitgov.cli.reviewing import BegunSprint, the_sprint
from gitgov.cli.text import flat, give, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name
from gitgov.ledger.event import Body
from gitgov.procedure.motions.process import Process
from gitgov.sprints.outcome import Heard, heard, reason, wording
from gitgov.sprints.outcome_events import (
    ImprovementClosed,
    ImprovementDrafted,
    ImprovementMoved,
    ObservationBacked,
    ObservationMade,
)
from gitgov.sprints.sprint import Sprint

Texts = list[str] | None
REMEDY = "git sprint retro improve TEXT --owner NAME --due 2026-12-24 --metric TEXT"
OfSprint = Annotated[
    str,
    typer.Option(
        "--sprint", metavar="SPRINT", help="The sprint; the one under way, or else the last one, unless given."
    ),
]
ImprovementWord = Annotated[str, typer.Argument(metavar="ID", help="The improvement, by its id or by words of it.")]


def show(
    sprint: BegunSprint = "",
    everybody: Annotated[bool, typer.Option("--all", help="Show the observations of all teams as one list.")] = False,
    team: TeamOption = "",
    as_json: Json = False,
) -> None:
    """Show a sprint's retrospective: what was observed, with votes, and what has become of improvements."""
    chamber = open_chamber(Path())
    board = read_board(chamber)
    mine = [] if everybody and sprint else [the_sprint(chamber, board, team, sprint)]
    among = _called(board, sprint or mine[0].name) if everybody else mine
    _show(chamber, board, among, as_json=as_json)


def add(
    sprint: BegunSprint = "",
    well: Annotated[Texts, typer.Option("--well", metavar="TEXT", help="What went well; may be repeated.")] = None,
    badly: Annotated[Texts, typer.Option("--badly", metavar="TEXT", help="What did not; may be repeated.")] = None,
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say what you have observed in a sprint."""
    said = [_observation(text, well=True) for text in well or ()]
    said += [_observation(text, well=False) for text in badly or ()]
    if not said:
        raise BadInput("nothing was said", "git sprint retro add --well TEXT --badly TEXT")
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    _add(chamber, actor, the_sprint(chamber, read_board(chamber), team, sprint, key), said)
    send(sync=sync)


def vote(
    words: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Observations, each by its id or by words of it.")
    ],
    sprint: OfSprint = "",
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Vote for observations of a sprint: they matter. A member has one vote on each."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = the_sprint(chamber, read_board(chamber), team, sprint, key)
    _add(chamber, actor, found, [vote_for(found, each, actor.name) for each in words])
    send(sync=sync)


def improve(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be done otherwise, in a line.")],
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who sees to it; you unless given.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="Until when; two weeks on unless given.")] = "",
    metric: Annotated[str, typer.Option("--metric", metavar="NAME", help="What it should move.")] = "",
    sprint: OfSprint = "",
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Draft an improvement: the text of a process motion, with who sees to it, until when, and what it should move."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = the_sprint(chamber, read_board(chamber), team, sprint, key)
    by = due or (today(chamber) + timedelta(days=DAYS)).isoformat()
    body = body_from(ImprovementDrafted, REMEDY, text=text, owner=owner or actor.name, due=by, metric=metric)
    if body.due < today(chamber).isoformat():
        what = f"{body.due} is over: nobody can have tried it by then"
        raise BadInput(what, f"give a day to come: --due {today(chamber) + timedelta(days=DAYS)}")
    _add(chamber, actor, found, [body])
    send(sync=sync)


def move(improvement: ImprovementWord, key: Key = "", sync: Sync = False) -> None:
    """Put an improvement before the assembly, and record that the two belong together."""
    chamber = open_chamber(Path())
    _move(chamber, find_actor(chamber, key), read_board(chamber), improvement)
    send(sync=sync)


def close(
    improvement: ImprovementWord,
    message: Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="What came of it.")] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Say that an improvement has been tried, and what came of it."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    sprint, found = the_improvement(board, improvement)
    body = ImprovementClosed(improvement=found.id, result=message)
    add_to(chamber, actor, thread_of(board, sprint.id), body)
    say(f"{found.id[:8]} is closed: {flat(found.body.text)}")
    send(sync=sync)


def _called(board: Board, name: str) -> list[Sprint]:
    """Return all teams' sprints of a name, by team; raises `BadInput` where there is none."""
    if found := [each for each in board.sprints if each.name == name]:
        return sorted(found, key=lambda each: each.team.name)
    raise BadInput(f"no team has planned a sprint {name}", "git sprint status lists them")


def _observation(text: str, *, well: bool) -> Body:
    return body_from(ObservationMade, "write it in a line: --well TEXT, --badly TEXT", text=text, well=well)


def _add(chamber: Chamber, actor: Actor, sprint: Sprint, bodies: Sequence[Body]) -> None:
    """Record what somebody says, each thing after the other."""
    for body in bodies:
        event = add_to(chamber, actor, thread_of(read_board(chamber), sprint.id), body)
        chamber = reopened(chamber)
        say(f"{event.id[:8]}  {_told(body)}")
        if isinstance(body, ImprovementDrafted):
            say(f"  next: git sprint retro move {event.id[:8]}")


def _told(body: Body) -> str:
    match body:
        case ObservationMade(text=text, well=well):
            return f"{'+' if well else '-'} {flat(text)}"
        case ImprovementDrafted(text=text, owner=owner, due=due):
            return f"{flat(text)} ({owner}, until {due})"
        case ObservationBacked(observation=observation):
            return f"a vote for {observation[:8]}"
        case _:
            return ""


def _move(chamber: Chamber, actor: Actor, board: Board, word: str) -> None:
    """Move an improvement, unless it is before the assembly already, and record that the two belong together."""
    sprint, found = the_improvement(board, word)
    motion = found.motion or moved_already(chamber, sprint, found)
    if not motion:
        question = Process(text=wording(found, sprint.name, sprint.team.name))
        motion = put_forward(Seat(chamber, actor, None), question, sprint.subject, reason(found)).id
        chamber = reopened(chamber)
    add_to(
        chamber,
        actor,
        thread_of(read_board(chamber), sprint.id),
        ImprovementMoved(improvement=found.id, motion=motion),
    )
    say(f"{found.id[:8]} of sprint {sprint.name} of {sprint.team.name} is before the assembly as {motion_name(motion)}")


def _show(chamber: Chamber, board: Board, among: Sequence[Sprint], *, as_json: bool) -> None:
    """Show one sprint's retrospective, or those of several teams as one."""
    name = among[0].name
    found = heard((each.team.name, one) for each in among for one in each.observations)
    courses = [course_of(chamber, each, one) for each in among for one in each.improvements]
    teams = dict.fromkeys(each.team.name for each in among)
    earlier = [late for name in teams for late in overdue(chamber, board, name) if late not in courses]
    if as_json:
        return give(_json(name, list(teams), found, [*courses, *earlier]))
    say(f"{', '.join(teams)}  retrospective of sprint {name}")
    rows = observation_lines(among[0]) if len(among) == 1 else map(_heard, found)
    say("\n".join(rows) or "  nobody has observed anything: git sprint retro add --well TEXT --badly TEXT")
    for each in (*courses, *earlier):
        say(improvement_line(improvement_json(each)))
    return None


def observation_lines(sprint: Sprint) -> Iterator[str]:
    """Tell a sprint's observations, those with most votes first; what says the same is one."""
    for each in heard((sprint.team.name, one) for one in sprint.observations):
        yield f"  {each.id[:8]}  {_line(each.text, well=each.well, votes=len(each.backers))}"


def _heard(each: Heard) -> str:
    said = _line(each.text, well=each.well, votes=len(each.backers))
    return f"  {each.digest[:8]}  {said}  ({', '.join(each.teams)})"


def _line(text: str, *, well: bool, votes: int) -> str:
    return f"{'+' if well else '-'} {flat(text)}: {many(votes, 'vote')}"


def _json(name: str, teams: list[str], found: Sequence[Heard], courses: Sequence[Course]) -> dict[str, Any]:
    return {
        "sprint": name,
        "teams": teams,
        "observations": [
            {"digest": each.digest, "text": each.text, "well": each.well, "votes": sorted(each.backers), "teams": list(each.teams)}
            for each in found
        ],
        "improvements": [improvement_json(each) for each in courses],
    }  # fmt: skip


def improvement_json(course: Course) -> dict[str, Any]:
    """Return an improvement with stable keys."""
    each = course.improvement
    return {
        "id": each.id, "team": course.sprint.team.name, "sprint": course.sprint.name, **each.body.model_dump(),
        "phase": course.phase.partition(",")[0], "motion": each.motion or None, "result": each.result, "overdue": course.overdue,
    }  # fmt: skip
