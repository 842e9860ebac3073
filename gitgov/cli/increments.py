"""`git sprint pi plan`, `commit` and `start`: an increment from its frame to its start; what the other verbs of `pi` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.increments import Which, increment_of, ratification_of, record, record_plan, start
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import today
from gitgov.chamber.sprints import Board, read_board
from gitgov.charter.teams import leads_of
from gitgov.cli.acting import body_from, send, text_of
from gitgov.cli.options import Key, Message, Sync
from gitgov.cli.putting import Apart, put_forward, seat
from gitgov.cli.text import many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId
from gitgov.ledger.event import Body, Event
from gitgov.sprints.increments.events import IncrementPlanned
from gitgov.sprints.increments.planning import lacking
from gitgov.sprints.increments.state import Increment, iterations_of

Named = Annotated[
    str, typer.Option("--increment", metavar="NAME", help="The increment; the last one of your trains unless given.")
]
Train = Annotated[str, typer.Option("--train", metavar="TEAM", help="The train, where several have one of that name.")]
LastIncrement = Annotated[
    str, typer.Argument(metavar="INCREMENT", help="The increment; the last one of your trains unless given.")
]
OfTeam = Annotated[str, typer.Option("--team", metavar="TEAM", help="The team.")]


class Desk(NamedTuple):
    """Who types, and the increment that is meant, as the room stands."""

    chamber: Chamber
    board: Board
    actor: Actor
    increment: Increment

    def add(self, body: Body) -> Event:
        """Record something in the increment's thread."""
        return record(self.chamber, self.board, self.actor, self.increment, body)


def desk(key: str, which: Which) -> Desk:
    """Open the chamber for who types, and find the increment."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    return Desk(chamber, board, actor, increment_of(chamber, board, which, actor.name))


def by_prefix(known: Iterable[EventId], word: str, what: str) -> EventId:
    """Return the id that begins with a word, or the only one; raises `BadInput`."""
    found = [each for each in known if each.startswith(word.lower())]
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} of them are" if found else f"no {what} is"
    named = f" called {word!r}" if word else " waiting"
    raise BadInput(f"{several}{named}", "git sprint pi show lists them with their ids")


def holding(
    at: Desk, name: str, word: str, what: str, waiting: Callable[[Increment], Mapping[EventId, str]]
) -> tuple[Desk, EventId]:
    """Find what an id begins with, or the only one that waits for who types, in whichever increment it stands.

    A team may provide something to another train. `waiting` gives of an increment all of a kind, by id, with the team that
    each waits for; nothing for what waits for nobody. Raises `BadInput`.
    """
    teams = at.chamber.chain.charter.teams
    known = {
        each: increment
        for increment in at.board.increments
        if name in {"", increment.name}
        for each, team in waiting(increment).items()
        if word or (team and at.actor.name in leads_of(teams, team))
    }
    found = by_prefix(known, word, what)
    return at._replace(increment=known[found]), found


def plan(
    increment: Annotated[str, typer.Argument(metavar="INCREMENT", help="What the increment is called.")],
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help="The train: a team with others below it.")],
    begins: Annotated[str, typer.Option("--begins", metavar="DAY", help="The first day; today unless given.")] = "",
    iterations: Annotated[
        int,
        typer.Option(
            "--iterations", metavar="N", min=2, max=20, help="How many; the last is for innovation and planning."
        ),
    ] = 5,
    weeks: Annotated[int, typer.Option("--weeks", metavar="N", min=1, max=8, help="How long each is.")] = 2,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Plan a train's increment: its days and iterations; or plan it anew before it begins."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    body = body_from(
        IncrementPlanned,
        "git sprint pi plan PI1 --team TRAIN --begins 2026-12-01",
        increment=increment,
        team=team,
        begins=begins or today(chamber).isoformat(),
        iterations=iterations,
        weeks=weeks,
    )
    record_plan(chamber, board, actor, body)
    days = iterations_of(body)
    say(
        f"increment {increment} of {team}, {days[0].begins} to {days[-1].ends}: {iterations} iterations of {many(weeks, 'week')}"
    )
    say(f"  the last one, from {days[-1].begins}, is for innovation and planning")
    say("  next: git sprint pi objective NAME TEXT --team TEAM, and git sprint pi place ITEM --team TEAM --in 1")
    send(sync=sync)


def commit(
    increment: LastIncrement = "",
    train: Train = "",
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            metavar="FILE",
            help="How what the teams make is to land, from a file; - for standard input, such as git sprint sequence has it.",
        ),
    ] = "",
    message: Message = "",
    apart: Apart = False,
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move that a train ratifies its plan, with the strategy by which it lands, if one is proposed; its own people vote."""
    landing = text_of("", strategy, "") if strategy else ""
    place = seat(open_chamber(Path()), key, apart=apart)
    chamber = place.chamber
    found = increment_of(chamber, read_board(chamber), Which(increment, train), place.actor.name)
    for what, remedy in lacking(found, chamber.chain.charter):
        say(f"  not ready to begin: {what}; {remedy}")
    put_forward(place, ratification_of(found, landing), found.subject, message)
    send(sync=sync)


def begin(increment: LastIncrement = "", train: Train = "", key: Key = "", sync: Sync = False) -> None:
    """Start an increment whose plan the train has ratified."""
    at = desk(key, Which(increment, train))
    event = start(at.chamber, at.board, at.actor, at.increment)
    say(f"increment {at.increment.name} of {at.increment.train} {'begins' if event else 'is under way'}")
    if event:
        send(sync=sync)
