"""What is said to the facilitator after a move, a line or more; of a ballot no more than whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gitgov.core.instants import show_duration
from gitgov.core.visible import flat, many
from gitgov.sprints.facilitating.panels import tally_lines
from gitgov.sprints.facilitating.people import called, find
from gitgov.sprints.facilitating.values import Gathering, Move


def answer(gathering: Gathering, move: Move) -> list[str]:
    """Say what a move, which has taken effect, has done."""
    return [flat(each) for each in _ANSWERS[move.verb](gathering, move)]


def _now(gathering: Gathering, _move: Move) -> list[str]:
    if (place := gathering.current) is None:
        return ["no point is under way"]
    point = gathering.points[place]
    return [f"{place + 1}. {point.title} ({point.kind}, {show_duration(point.box)})"]


def _point(gathering: Gathering, _move: Move) -> list[str]:
    point = gathering.points[-1]
    return [f"{len(gathering.points)}. {point.title} ({point.kind}, {show_duration(point.box)}) is on the agenda"]


def _person(gathering: Gathering, move: Move) -> list[str]:
    return [f"{called(len(gathering.people) - 1)}: {move.said['text']}"]


def _in_line(gathering: Gathering, _move: Move) -> list[str]:
    names = [gathering.people[each.person].name for each in gathering.in_line]
    return [f"in line: {', '.join(names) or 'nobody'}"]


def _speaks(gathering: Gathering, _move: Move) -> list[str]:
    speaking = gathering.speaking
    return [f"{gathering.people[speaking.person].name} speaks"] if speaking else []


def _asked(gathering: Gathering, _move: Move) -> list[str]:
    tally = gathering.tallies[-1]
    options = [f"{place} {each}" for place, each in enumerate(tally.options, 1)]
    return [f"{tally.question} ({tally.kind}: {', '.join(options if tally.kind == 'dots' else tally.options)})"]


def _voted(gathering: Gathering, move: Move) -> list[str]:
    name = gathering.people[find(gathering, move.said["person"]) or 0].name
    return [f"{name} has voted: {len(gathering.tallies[-1].ballots)} of {len(gathering.people)}"]


def _shown(gathering: Gathering, _move: Move) -> list[str]:
    return [each.text for each in tally_lines(gathering, gathering.tallies[-1])]


def _action(gathering: Gathering, _move: Move) -> list[str]:
    new = gathering.actions[-1]
    return [f"action {len(gathering.actions)}: {new.text} ({new.owner}{f', until {new.due}' if new.due else ''})"]


def _left(gathering: Gathering) -> str:
    return f"{many(len(gathering.unsettled), 'thing')} parked"


def _done(gathering: Gathering, move: Move) -> list[str]:
    return [f"done: {gathering.carried[int(move.said['number']) - 1].action.text}"]


_ANSWERS: Mapping[str, Callable[[Gathering, Move], list[str]]] = {
    "point": _point,
    "next": _now,
    "start": _now,
    "skip": _now,
    "pause": lambda _gathering, _move: ["the clock has stopped: next goes on"],
    "extend": _now,
    "person": _person,
    "hand": _in_line,
    "reply": _in_line,
    "lower": _in_line,
    "call": _speaks,
    "quiet": lambda _gathering, _move: ["nobody speaks"],
    "tally": _asked,
    "ballot": _voted,
    "show": _shown,
    "action": _action,
    "done": _done,
    "decide": lambda gathering, move: [f"decision {len(gathering.decisions)}: {move.said['text']}"],
    "park": lambda gathering, _move: [f"{len(gathering.parked)}: {gathering.parked[-1].text}; {_left(gathering)}"],
    "settle": lambda gathering, _move: [_left(gathering)],
    "undo": lambda _gathering, _move: ["taken back"],
    "close": lambda _gathering, _move: ["the meeting is over"],
}
