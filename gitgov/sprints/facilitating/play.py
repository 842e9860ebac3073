"""A meeting as a fold over its moves: total, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gitgov.procedure.rows import LONGEST_LINE, ONE_LINE
from gitgov.sprints.facilitating import agenda, outcomes, people, tallies
from gitgov.sprints.facilitating.values import (
    MOST,
    Action,
    Carried,
    Gathering,
    Move,
    Objections,
    object_about,
)
from gitgov.sprints.facilitating.words import Row, usage

GROWN: Mapping[str, str] = {"point": "points", "person": "people", "tally": "tallies", "action": "actions",
                            "settle": "actions", "park": "parked", "decide": "decisions"}  # fmt: skip
"""What grows by which verb."""


def _why_not_closed(gathering: Gathering, _said: Mapping[str, str]) -> Objections:
    if gathering.hidden:
        return object_about("GOV-693", f"“{gathering.hidden.question}” is being voted on", "show")
    if gathering.unsettled:
        first = gathering.unsettled[0]
        what = f"{len(gathering.unsettled)} parked: “{gathering.parked[first].text}”"
        return object_about("GOV-693", what, f"settle {first + 1} drop, schedule WHEN, or action @OWNER")
    return ()


def _closed(gathering: Gathering, move: Move) -> Gathering:
    return replace(people.quiet(agenda.stop(gathering, move.at, "done"), move.at), queue=(), ended=move.at)


ROWS: Mapping[str, Row] = {
    **agenda.ROWS,
    **people.ROWS,
    **tallies.ROWS,
    **outcomes.ROWS,
    "undo": Row((), "takes the last back", lambda _gathering, _said: (), lambda gathering, _move: gathering),
    "close": Row((), "ends the meeting, and signs what came of it", _why_not_closed, _closed),
}
"""What may be typed in the room, by verb."""


def opening(team: str, title: str, at: int) -> Move:
    """Return the move with which a meeting begins."""
    return Move(at, "open", {"team": team, "title": title})


def carry(room: str, place: int, action: Action, at: int) -> Move:
    """Return the move that brings an action in which an earlier meeting has left open."""
    return Move(at, "carry", {"room": room, "place": str(place), **action._asdict()})


def why_not(gathering: Gathering, move: Move) -> Objections:
    """Say why a move is out of order now, or nothing."""
    if gathering.ended is not None:
        return object_about("GOV-694", "the meeting is over", "git sprint room show")
    if (row := ROWS.get(move.verb)) is None:
        return object_about("GOV-687", f"there is no command {move.verb!r}", "help lists them")
    missing = [each for each in row.needs if not move.said.get(each)]
    strange = [each for each, text in move.said.items() if each not in row.fields or not _is_line(text)]
    if missing or strange:
        what = (
            f"{move.verb} does not say its {missing[0]}"
            if missing
            else f"the {strange[0]} is no line of {LONGEST_LINE} characters at most"
        )
        return object_about("GOV-687", what, usage(move.verb, row))
    if move.verb in GROWN and len(getattr(gathering, GROWN[move.verb])) >= MOST:
        return object_about("GOV-695", f"there are {MOST} {GROWN[move.verb]} already", "hold another meeting for more")
    return row.why_not(gathering, move.said)


def _is_line(text: str) -> bool:
    encodes = text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text)
    return len(text) <= LONGEST_LINE and encodes and bool(re.fullmatch(ONE_LINE, text))


class Play:
    """A meeting as it goes on; whoever takes moves back goes through its states again."""

    def __init__(self, first: Move) -> None:
        self._begun = Gathering(first.said.get("team", ""), first.said.get("title", ""), first.at, first.at)
        self._states = [self._begun]

    @property
    def state(self) -> Gathering:
        """How it stands."""
        return self._states[-1]

    def why_not(self, move: Move) -> Objections:
        """Say why a move is out of order now, or nothing."""
        if move.verb == "undo":
            if len(self._states) == 1 or self.state.ended is not None:
                return object_about("GOV-690", "nothing can be taken back", "what is over, or was there before, stays")
            return ()
        return () if move.verb == "carry" and len(self._states) == 1 else why_not(self.state, move)

    def take(self, move: Move) -> Gathering:
        """Let a move take effect, or pass it by where something speaks against it; no clock goes back."""
        if self.why_not(move):
            return self.state
        move = move._replace(at=max(move.at, self.state.at))
        if move.verb == "undo":
            self._states.pop()
            self._states[-1] = replace(self.state, at=move.at)
        elif move.verb == "carry":
            self._states[-1] = _carried(self.state, move)
        else:
            self._states.append(replace(ROWS[move.verb].apply(self.state, move), at=move.at))
        return self.state


def _carried(gathering: Gathering, move: Move) -> Gathering:
    said = move.said
    action = Action(*(said.get(each, "") for each in Action._fields))
    place = said.get("place", "")
    new = Carried(
        said.get("room", ""), int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 0, action
    )
    return replace(gathering, carried=(*gathering.carried, new))


def play(moves: Iterable[Move]) -> Play:
    """Play moves from the first, which opens the meeting."""
    each = iter(moves)
    found = Play(next(each))
    for move in each:
        found.take(move)
    return found
