"""How a meeting looks: a function of its state, the instant and the size of a terminal to lines. Nothing of a hidden tally is in any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.core.instants import show_duration
from gitgov.sprints.facilitating.digits import ROWS, big, centred, clock, columns, fit
from gitgov.sprints.facilitating.panels import PANELS, Line, tally_lines
from gitgov.sprints.facilitating.values import Gathering

MOST_SCALE = 4


class View(NamedTuple):
    """What the facilitator looks at: a panel by name, what is being typed and for what, and what was last said to that one."""

    panel: str = "agenda"
    asked: str = ""
    typed: str = ""
    notice: str = ""
    wrong: bool = False
    keys: str = ""


def render(gathering: Gathering, now: int, view: View, width: int, height: int) -> list[Line]:
    """Return the lines of the screen: exactly `height` of them, none wider than `width`."""
    now = max(now, gathering.at)
    top = [_head(gathering, now, width), Line("─" * width, "dim")]
    foot = list(_foot(view, width))
    left = height - len(top) - len(foot)
    face = _face(gathering, now, width, left)
    body = [*face, *_panel(gathering, now, view, left - len(face))]
    lines = [*top, *body[: max(0, left)], *[Line()] * max(0, left - len(body)), *foot]
    return [Line(fit(each.text, width), each.colour) for each in lines[-height:]]


def _head(gathering: Gathering, now: int, width: int) -> Line:
    box = sum(each.box for each in gathering.points if each.fate != "skipped")
    taken = (gathering.at if gathering.ended is not None else now) - gathering.opened
    right = f"{len(gathering.people)} here  {_minutes(taken)} of {_minutes(box)}"
    left = fit(f"{gathering.title} of {gathering.team}", max(0, width - columns(right) - 2))
    return Line(f"{left}{' ' * max(1, width - columns(left) - columns(right))}{right}", "bold")


def _minutes(seconds: int) -> str:
    return show_duration(seconds // 60 * 60) if seconds >= 60 else "0m"


def _face(gathering: Gathering, now: int, width: int, room: int) -> list[Line]:
    """Return the countdown, as large as there is room, and what it is about."""
    place = gathering.current
    if place is None:
        said = "The meeting is over" if gathering.ended is not None else "No point is under way: n begins the next"
        return [Line(), Line(centred(said, width), "bold"), Line()]
    point = gathering.points[place]
    left = point.box - point.taken(now)
    colour = "red" if left < 0 else "yellow" if left * 5 <= point.box else "green"
    digits = _digits(clock(left), width, room)
    owner = f", {point.owner}" if point.owner else ""
    title = centred(f"{place + 1}. {point.title} ({point.kind}{owner})", width)
    over = f"over time by {clock(left)[1:]}: e extends, n goes on" if left < 0 else ""
    return [
        Line(),
        *(Line(each, colour) for each in digits),
        Line(),
        Line(title, "bold"),
        Line(centred(over, width), colour),
    ]


def _digits(text: str, width: int, room: int) -> list[str]:
    """Return a clock as large as fits into the width and into half the room, or as it is where it does not fit."""
    for scale in range(MOST_SCALE, 0, -1):
        found = list(big(text, scale))
        across = max(map(len, found))
        if across <= width and ROWS * scale <= max(ROWS, room // 2) and room > ROWS + 4:
            return [" " * ((width - across) // 2) + each for each in found]
    return [centred(text, width)]


def _panel(gathering: Gathering, now: int, view: View, room: int) -> Iterator[Line]:
    """Yield what is below the clock: a tally while it goes on, and who speaks; then what is looked at, from its relevant part."""
    lines: list[Line] = []
    if gathering.speaking or gathering.queue:
        lines += _speakers(gathering, now)
    if gathering.hidden:
        lines += tally_lines(gathering, gathering.hidden)
    elif view.panel in PANELS:
        found = list(PANELS[view.panel](gathering, now))
        space = room - len(lines)
        marked = next((place for place, each in enumerate(found) if each.colour == "bold" and place), 0)
        start = max(0, min(marked - space // 2, len(found) - space)) if space > 0 else 0
        lines += found[start:]
    yield from lines


def _speakers(gathering: Gathering, now: int) -> Iterator[Line]:
    if speaking := gathering.speaking:
        yield Line(f" Speaks: {gathering.people[speaking.person].name}  {clock(max(0, now - speaking.since))}", "green")
    waiting = [f"{gathering.people[each.person].name}{' (reply)' if each.direct else ''}" for each in gathering.in_line]
    if waiting:
        yield Line(f" Then: {', '.join(waiting)}", "yellow")


def _foot(view: View, width: int) -> Iterator[Line]:
    yield Line(view.notice, "red" if view.wrong else "")
    yield Line(f"{view.asked}{_tail(view.typed, width - columns(view.asked) - 1)}▏" if view.asked else "", "bold")
    yield Line(view.keys, "dim")


def _tail(text: str, width: int) -> str:
    """Return the end of what is typed, where the whole is too wide."""
    while columns(text) > max(0, width):
        text = text[1:]
    return text
