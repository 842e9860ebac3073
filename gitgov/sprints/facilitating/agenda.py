"""The agenda of a meeting: points with their time-boxes, one of them under way at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gitgov.core.errors import BadInput
from gitgov.sprints.facilitating.people import quiet
from gitgov.sprints.facilitating.values import Gathering, Move, Objections, Point, object_about
from gitgov.sprints.facilitating.words import Row, number, read

KINDS = ("inform", "discuss", "decide")
LONGEST = 600
"""Minutes that a point may take."""


def _why_not_pointed(_gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if said["kind"] not in KINDS or number(said["minutes"], LONGEST) is None:
        what = f"a point of kind {said['kind']!r} and {said['minutes']!r} minutes is none"
        return object_about("GOV-687", what, "point discuss 10 TITLE; a point informs, discusses or decides")
    return ()


def _pointed(gathering: Gathering, move: Move) -> Gathering:
    said = move.said
    new = Point(said["text"], said.get("owner", ""), said["kind"], int(said["minutes"]) * 60)
    return replace(gathering, points=(*gathering.points, new))


def _why_not_started(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if word := said.get("number", ""):
        if number(word, len(gathering.points)) is not None:
            return ()
        return object_about(
            "GOV-688", f"there is no point {word!r}", "points are numbered from 1 as the agenda has them"
        )
    return _why_none_waits(gathering, said)


def _why_none_waits(gathering: Gathering, _said: Mapping[str, str]) -> Objections:
    if gathering.following is None:
        return object_about("GOV-690", "no point of the agenda waits", "point KIND MINUTES TITLE adds one; close ends")
    return ()


def _started(gathering: Gathering, move: Move) -> Gathering:
    word = move.said.get("number", "")
    return _begin(stop(gathering, move.at, "done"), int(word) - 1 if word else gathering.following, move.at)


def _why_not_next(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    return () if gathering.current is not None else _why_none_waits(gathering, said)


def _next(gathering: Gathering, move: Move) -> Gathering:
    return _begin(stop(gathering, move.at, "done"), gathering.following, move.at)


def _skipped(gathering: Gathering, move: Move) -> Gathering:
    """Skip the point that is under way, and begin the next; where none is, the next itself."""
    if gathering.current is not None:
        return _begin(stop(gathering, move.at, "skipped"), gathering.following, move.at)
    return _put(gathering, gathering.following or 0, fate="skipped")


def _why_not_paused(gathering: Gathering, _said: Mapping[str, str]) -> Objections:
    if gathering.current is None:
        return object_about("GOV-690", "no point is under way", "next begins the first one")
    return ()


def _paused(gathering: Gathering, move: Move) -> Gathering:
    """Stop the clock for a break; the point waits, with the time that it has taken."""
    return quiet(stop(gathering, move.at, "waiting"), move.at)


def _why_not_extended(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if objections := _why_not_paused(gathering, said):
        return objections
    if number(said["minutes"], LONGEST) is None:
        return object_about("GOV-687", f"not a number of minutes: {said['minutes']!r}", "extend 5")
    return ()


def _extended(gathering: Gathering, move: Move) -> Gathering:
    place = gathering.current or 0
    return _put(gathering, place, extended=gathering.points[place].extended + int(move.said["minutes"]) * 60)


def _begin(gathering: Gathering, place: int | None, at: int) -> Gathering:
    """Begin a point; the floor is free again, and nobody waits to speak."""
    free = replace(quiet(gathering, at), queue=())
    return free if place is None else _put(free, place, fate="now", since=at)


def stop(gathering: Gathering, at: int, fate: str) -> Gathering:
    """Let the point that is under way, if one is, come to its end."""
    if (place := gathering.current) is None:
        return gathering
    return _put(gathering, place, fate=fate, spent=gathering.points[place].taken(at))


def _put(gathering: Gathering, place: int, **changes: str | int) -> Gathering:
    points = list(gathering.points)
    points[place] = points[place]._replace(**changes)  # type: ignore[arg-type]
    return replace(gathering, points=tuple(points))


ROWS: Mapping[str, Row] = {
    "point": Row(("kind", "minutes", "text"), "adds a point to the agenda", _why_not_pointed, _pointed, ("owner",)),
    "next": Row((), "ends the point that is under way, and begins the next", _why_not_next, _next),
    "start": Row(("number?",), "begins a point out of turn, or again", _why_not_started, _started),
    "skip": Row((), "leaves the point that is under way, or the next, out", _why_not_next, _skipped),
    "pause": Row((), "stops the clock for a break; next or start goes on", _why_not_paused, _paused),
    "extend": Row(("minutes",), "gives the point that is under way more time", _why_not_extended, _extended),
}

PRESETS: Mapping[str, tuple[str, ...]] = {
    "daily": ("inform 5 What blocks our sprint goal?", "inform 5 Whom are we about to block?",
              "discuss 5 Dependencies, new and resolved"),
    "planning": ("discuss 15 Why is this sprint valuable? The goal", "discuss 60 What can be done? Items and capacity",
                 "discuss 30 How will it get done?", "decide 15 The plan, and how sure we are of it"),
    "review": ("inform 5 The goal, and what was reached", "discuss 30 What is done, shown", "discuss 20 Feedback",
               "discuss 5 What comes next"),
    "retrospective": ("inform 5 What we set out to improve last time", "discuss 15 What went well, what did not",
                      "decide 5 What matters most", "discuss 25 Why, and what to do", "decide 10 Improvements and owners"),
    "pi": ("inform 60 Business context", "inform 90 Product vision", "inform 60 Architecture and development practices",
           "inform 60 Planning context, and lunch", "discuss 180 Team breakout 1", "inform 60 Draft plan review",
           "decide 60 Management review and problem solving", "inform 60 Planning adjustments",
           "discuss 120 Team breakout 2", "inform 120 Final plan review, and lunch", "discuss 60 Risks of the train (ROAM)",
           "decide 15 Vote of confidence", "discuss 15 Retrospective of the planning"),
}  # fmt: skip
"""Agendas that are usual; a daily takes 15 minutes (Scrum Guide 2020), `pi` two days."""


def read_agenda(lines: Iterable[str]) -> list[dict[str, str]]:
    """Read an agenda, a point in each line, as `point` takes it; raises `BadInput` with the number of the line."""
    found = []
    for place, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            found.append(read(f"point {line}", ROWS)[1])
        except BadInput as error:
            raise BadInput(f"line {place}: {line.strip()!r} is no point", "write: discuss 10 TITLE @OWNER") from error
        if objections := _why_not_pointed(Gathering("", "", 0, 0), found[-1]):
            raise BadInput(f"line {place}: {objections[0].what}", "write: discuss 10 TITLE @OWNER")
    return found
