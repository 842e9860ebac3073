"""`git sprint retro`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.improving import Course, course_of, moved_already, overdue, the_improvement, the_observation
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.planning import DAYS, thread_of, today
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import add_to
from gitgov.cli.acting import body_from, send
from gitgov.cli.going import improvement_line
from gitgov.cli.options import Json, Key, Sync, TeamOption
from gitgov.cli.putting import Seat, put_forward
from gitgov.cli.reviewing import the_sprint
from gitgov.cli.sprinting import LastSprint
from gitgov.cli.text import flat, give, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name
from gitgov.ledger.event import Body
from gitgov.procedure.motions.process import Process
from gitgov.sprints.outcome import Heard, Observation, heard, reason, wording
from gitgov.sprints.outcome_events import (
    ImprovementClosed,
    ImprovementDrafted,
    ImprovementMoved,
    ObservationBacked,
    ObservationMade,
)
from gitgov.sprints.sprint import Sprint

Texts = list[str] | None
REMEDY = "git sprint retro --improve TEXT --owner NAME --due 2026-12-24 --metric TEXT"


def retro(
    sprint: LastSprint = "",
    well: Annotated[Texts, typer.Option("--well", metavar="TEXT", help="What went well; may be repeated.")] = None,
    badly: Annotated[Texts, typer.Option("--badly", metavar="TEXT", help="What did not; may be repeated.")] = None,
    votes: Annotated[
        Texts,
        typer.Option(
            "--vote", metavar="ID", help="Vote for an observation, by its id or by words of it; may be repeated."
        ),
    ] = None,
    improve: Annotated[str, typer.Option("--improve", metavar="TEXT", help="Draft an improvement.")] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who sees to it; you unless given.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="Until when; two weeks on unless given.")] = "",
    metric: Annotated[str, typer.Option("--metric", metavar="NAME", help="What it should move.")] = "",
    move: Annotated[
        str,
        typer.Option(
            "--move", metavar="ID", help="Put an improvement, by its id or by words of it, before the assembly."
        ),
    ] = "",
    close: Annotated[str, typer.Option("--close", metavar="ID", help="Say that an improvement has been tried.")] = "",
    message: Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="With --close: the result.")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Show the observations of all teams as one list.")] = False,
    team: TeamOption = "",
    as_json: Json = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Show a sprint's retrospective, or add to it: observations, votes on them, and improvements."""
    chamber = open_chamber(Path())
    said: list[Body] = [_observation(text, well=True) for text in well or ()]
    said += [_observation(text, well=False) for text in badly or ()]
    wanted, board = votes or (), read_board(chamber)
    if sum(map(bool, (said or wanted or improve, move, close))) > 1:
        raise BadInput("an improvement is moved or closed by itself", "git sprint retro --move ID, without more")
    if (owner or due or metric) and not improve:
        raise BadInput("whose it is, until when, and what it moves is said of an improvement", REMEDY)
    if not (said or wanted or improve or move or close):
        mine = [] if everybody and sprint else [the_sprint(chamber, board, team, sprint, key)]
        among = _called(board, sprint or mine[0].name) if everybody else mine
        return _show(chamber, board, among, as_json=as_json)
    actor = find_actor(chamber, key)
    if move:
        _move(chamber, actor, board, move)
    elif close:
        _close(chamber, actor, board, close, message)
    else:
        found = the_sprint(chamber, board, team, sprint, key)
        said += [ObservationBacked(observation=the_observation(found, each)) for each in wanted]
        if improve:
            by = due or (today(chamber) + timedelta(days=DAYS)).isoformat()
            said.append(
                body_from(ImprovementDrafted, REMEDY, text=improve, owner=owner or actor.name, due=by, metric=metric)
            )
        _add(chamber, actor, found, said)
    return send(sync=sync)


def _called(board: Board, name: str) -> list[Sprint]:
    """Return all teams' sprints of a name; raises `BadInput` where there is none."""
    if found := [each for each in board.sprints if each.name == name]:
        return found
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
            say(f"  next: git sprint retro --move {event.id[:8]}")


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


def _close(chamber: Chamber, actor: Actor, board: Board, word: str, result: str) -> None:
    sprint, found = the_improvement(board, word)
    add_to(chamber, actor, thread_of(board, sprint.id), ImprovementClosed(improvement=found.id, result=result))
    say(f"{found.id[:8]} is closed: {flat(found.body.text)}")


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
    rows = _own(among[0].observations) if len(among) == 1 else map(_heard, found)
    say("\n".join(rows) or "  nobody has observed anything: git sprint retro --well TEXT --badly TEXT")
    for each in (*courses, *earlier):
        say(improvement_line(improvement_json(each)))
    return None


def _own(observations: Sequence[Observation]) -> Iterator[str]:
    for each in sorted(observations, key=lambda each: (-len(each.backers), each.id)):
        yield f"  {each.id[:8]}  {_line(each.body.text, well=each.body.well, votes=len(each.backers))}"


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
