"""The one record that a meeting in the room leaves: what was decided, who does what, who was there, and how long it took."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.events import EventIdText
from gitgov.charter.forms import TeamName
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.motions.forms import Line
from gitgov.sprints.facilitating.values import MOST

SomeLine = Annotated[Line, Field(min_length=1)]
Seconds = Annotated[int, Field(ge=0, le=253_402_300_799)]
Instant = Annotated[int, Field(ge=0, le=253_402_300_799)]
DayOrNothing = Annotated[str, Field(pattern=r"^(?:\d{4}-\d{2}-\d{2})?$")]
Number = Annotated[int, Field(ge=1, le=MOST)]


class HeldPoint(Body):
    """A point of the agenda: its time-box, with what was added to it, and what it took, in seconds."""

    title: SomeLine
    owner: Line = ""
    kind: Literal["inform", "discuss", "decide"]
    planned: Seconds
    extended: Seconds = 0
    taken: Seconds = 0
    fate: Literal["waiting", "done", "skipped"]


class HeldCount(Body):
    """How often an option was chosen."""

    option: SomeLine
    count: Annotated[int, Field(ge=0, le=3 * MOST)]


class HeldTally(Body):
    """A question to all, and how often each option was chosen by so many people; by whom is not recorded."""

    question: SomeLine
    kind: Literal["fist", "yesno", "dots"]
    voters: Annotated[int, Field(ge=0, le=MOST)]
    counts: Annotated[list[HeldCount], Field(max_length=9)]


class HeldAction(Body):
    """What somebody is to do, until which day, and the motion or item that it is about."""

    text: SomeLine
    owner: SomeLine
    due: DayOrNothing = ""
    link: Line = ""


class HeldParked(Body):
    """What was put off, and what became of it in the end; `why` says for when it is scheduled."""

    text: SomeLine
    fate: Literal["dropped", "scheduled", "action"]
    why: Line = ""


class HeldDone(Body):
    """An action of an earlier meeting that is done: its `number` there, and the id of that meeting's record."""

    room: EventIdText
    number: Number


class RoomHeld(Body):
    """A team has met, from `began` to `ended`. `log` is the SHA-256 of the moves that the facilitator's laptop has kept."""

    team: TeamName
    title: SomeLine
    began: Instant
    ended: Instant
    present: Annotated[list[SomeLine], Field(max_length=MOST)]
    agenda: Annotated[list[HeldPoint], Field(max_length=MOST)]
    decisions: Annotated[list[SomeLine], Field(max_length=MOST)]
    tallies: Annotated[list[HeldTally], Field(max_length=MOST)]
    actions: Annotated[list[HeldAction], Field(max_length=MOST)]
    parked: Annotated[list[HeldParked], Field(max_length=MOST)]
    done: Annotated[list[HeldDone], Field(max_length=MOST)]
    log: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


KINDS: Kinds = table(Kind("room.held", 1, "sprints", RoomHeld))
