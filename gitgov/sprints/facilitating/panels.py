"""What is looked at below the clock: the agenda, people, tallies, actions, what is parked, decisions, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from gitgov.core.visible import flat
from gitgov.sprints.facilitating.digits import clock
from gitgov.sprints.facilitating.people import called
from gitgov.sprints.facilitating.tallies import counts, to_be_heard
from gitgov.sprints.facilitating.values import Action, Gathering, Tally

BAR = 30
"""The longest bar of a distribution, in columns."""


class Line(NamedTuple):
    """A line of the screen, and the colour that it has where there are colours."""

    text: str = ""
    colour: str = ""


def _agenda(gathering: Gathering, now: int) -> Iterator[Line]:
    yield Line(" Agenda                planned   took", "dim")
    for place, each in enumerate(gathering.points, 1):
        mark = {"now": ">", "done": "x", "skipped": "-"}.get(each.fate, " ")
        took = clock(each.taken(now)) if each.fate in {"now", "done"} or each.spent else ""
        late = " !" if each.taken(now) > each.box else ""
        text = f" {mark} {place:2} {clock(each.box):>7} {took:>7}{late:2} {each.title} ({each.kind})"
        yield Line(text, "bold" if each.fate == "now" else "" if each.fate == "waiting" else "dim")
    if not gathering.points:
        yield Line("   empty: + adds a point, as `discuss 10 TITLE @OWNER`")


def _people(gathering: Gathering, _now: int) -> Iterator[Line]:
    yield Line(" People: each by a letter", "dim")
    for place, each in enumerate(gathering.people):
        spoken = f"  {each.turns}x, {clock(each.spoken)}" if each.turns else ""
        yield Line(f"   {called(place):>2} {each.name}{spoken}")
    if not gathering.people:
        yield Line("   nobody yet: i adds somebody, by a name")


def _actions(gathering: Gathering, _now: int) -> Iterator[Line]:
    yield Line(" Actions of earlier meetings: m marks one done", "dim")
    for place, each in enumerate(gathering.carried, 1):
        yield Line(f"   {place:2} [{'x' if each.done else ' '}] {_action(each.action)}", "dim" if each.done else "")
    yield Line(" Actions of this one: a adds one", "dim")
    for place, one in enumerate(gathering.actions, 1):
        yield Line(f"   {place:2} {_action(one)}")


def _action(each: Action) -> str:
    due = f", until {each.due}" if each.due else ""
    return f"{each.text} ({each.owner}{due}{f', {each.link}' if each.link else ''})"


def _parked(gathering: Gathering, _now: int) -> Iterator[Line]:
    yield Line(" Parking lot: z settles one, `1 drop`, `1 schedule WHEN`, `1 action @OWNER`", "dim")
    for place, each in enumerate(gathering.parked, 1):
        fate = f": {each.fate} {each.why}".rstrip() if each.fate else ""
        yield Line(f"   {place:2} {each.text}{fate}", "dim" if each.fate else "")


def _decisions(gathering: Gathering, _now: int) -> Iterator[Line]:
    yield Line(" Decisions: d takes one down", "dim")
    for place, each in enumerate(gathering.decisions, 1):
        yield Line(f"   {place:2} {each}")


def _tallies(gathering: Gathering, _now: int) -> Iterator[Line]:
    yield Line(" Tallies: t asks all", "dim")
    for each in reversed(gathering.tallies):
        yield from tally_lines(gathering, each)


def tally_lines(gathering: Gathering, tally: Tally) -> Iterator[Line]:
    """Tell a tally: while it is hidden, no more than who has voted; then what was chosen, and who should be heard."""
    names = [each.name for each in gathering.people]
    yield Line(f" {flat(tally.question)} ({tally.kind})", "blue")
    if not tally.shown:
        missing = [name for place, name in enumerate(names) if place not in tally.ballots]
        options = ", ".join(f"{place}: {each}" for place, each in enumerate(tally.options, 1))
        yield Line(f"   {len(tally.ballots)} of {len(names)} have voted, hidden; o opens")
        yield Line(f"   {options if tally.kind == 'dots' else ', '.join(tally.options)}")
        yield Line(f"   still to vote: {', '.join(missing) or 'nobody'}", "dim")
        return
    found = counts(tally)
    most = max(*found.values(), 1)
    wide = min(20, max(map(len, tally.options)))
    for option, count in found.items():
        yield Line(f"   {option[:wide]:>{wide}} {'█' * (count * BAR // most)} {count}")
    if heard := to_be_heard(tally):
        said = ", ".join(f"{names[each]} ({tally.ballots[each]})" for each in heard)
        yield Line(f"   to be heard: {said}", "yellow")


def _keys(_gathering: Gathering, _now: int) -> Iterator[Line]:
    yield from map(Line, KEYS)


KEYS = (
    " n next point   s begin one out of turn   k skip   e extend   w break   + new",
    " i somebody is here   h hand   r reply   l lower   c call next   q quiet",
    " t tally   v votes (letter, then choice; hidden)   o open it",
    " a action   m earlier one done   d decision   p park   z settle parked",
    " tab or 1-7 what is shown below   u take the last back   : any command",
    " x close the meeting and sign it   Ctrl-C leave it: everything is kept",
)
PANELS: Mapping[str, Callable[[Gathering, int], Iterator[Line]]] = {
    "agenda": _agenda,
    "people": _people,
    "tallies": _tallies,
    "actions": _actions,
    "parked": _parked,
    "decisions": _decisions,
    "keys": _keys,
}
