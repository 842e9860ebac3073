"""The stack of pending questions, drawn: what adheres to what, what is voted on first, what is in force and set aside."""

from __future__ import annotations

from typing import Any

from gitgov.chamber.open import Matter
from gitgov.cli.text import flat, many, paint
from gitgov.core.instants import show_instant
from gitgov.procedure.entries import Aside, Order
from gitgov.procedure.floor import Floor
from gitgov.procedure.precedence import is_debatable
from gitgov.procedure.state import Motion
from gitgov.procedure.votes import in_words


def draw(matter: Matter, now: int) -> list[str]:
    """Draw what is pending on a question's floor, the main question first; then what else concerns the question."""
    floor, motion = matter
    lines = []
    if len(floor.stack) > 1 or (floor.stack and motion.id not in floor.stack):
        lines += ["", "Pending, decided from the innermost outwards:"]
        lines += [_pending(floor, each, depth, motion) for each, depth in _nested(floor)]
    lines += [f"  {_order(floor, each)}" for each in floor.orders]
    if floor.aside:
        lines += ["", "Set aside:", *(f"  {_aside(floor, place)}" for place in floor.aside.values())]
    return lines + _further(matter, now)


def _nested(floor: Floor) -> list[tuple[Motion, int]]:
    """List the pending questions, each with how deep it lies: one more than the one that it adheres to."""
    depths: dict[str, int] = {}
    below = ""
    for each in floor.pending:
        depths[each.id] = depths.get(each.on if each.on in depths else below, -1) + 1
        below = each.id
    return [(each, depths[each.id]) for each in floor.pending]


def _pending(floor: Floor, each: Motion, depth: int, motion: Motion) -> str:
    marks = ["immediately pending"] if each is floor.top else []
    if each.voting:
        marks.append("being voted on")
    elif not is_debatable(floor, each):
        marks.append("not debatable")
    elif floor.closed(each, floor.last_at):
        marks.append("debate closed")
    if each.id == motion.id:
        marks.append("this one")
    said = f"; {', '.join(marks)}" if marks else ""
    text = f"{each.name}  {flat(each.text)}"
    return f"  {'  ' * depth}{paint(text, 'bold') if each is floor.top else text}  [{in_words(each.rules)}{said}]"


def _order(floor: Floor, order: Order) -> str:
    """Say what the assembly has ordered about debate, on which of the questions that are still there, and by what."""
    names = [each.name for each in floor.motions.values() if each.id in order.covers]
    on = f"on {' and '.join(names)}, by {floor.motions[order.by].name}" if order.by in floor.motions else ""
    if order.kind == "previous_question":
        return f"In force: debate and amendment are closed {on}"
    limits = [
        f"{many(order.speeches, 'speech')} a member" if order.speeches else "",
        f"{order.length} seconds a speech" if order.length else "",
        f"until {show_instant(order.until)}" if order.until else "",
    ]
    return f"In force: debate has other limits ({', '.join(filter(None, limits))}) {on}"


def _aside(floor: Floor, place: Aside) -> str:
    main, *others = (floor.motions[each] for each in place.stack)
    what: str = place.how
    if place.until:
        what += f" to {show_instant(place.until)}"
    if place.committee:
        what += f" to {flat(place.committee)}"
    along = f", with {', '.join(each.name for each in others)}" if others else ""
    return f"{main.name}  {flat(main.text)}  [{what}{along}]"


def _further(matter: Matter, now: int) -> list[str]:
    """List what else was moved upon the question or about it, with what became of it."""
    floor, motion = matter
    set_aside = {each for place in floor.aside.values() for each in place.stack}
    known = {*floor.stack, *set_aside, motion.id}
    rest = [each for each in matter.concerning if each.id not in known]
    if not rest:
        return []
    return ["", "Also moved here:", *(f"  {_moved(each, now)}" for each in rest)]


def _moved(each: Motion, now: int) -> str:
    votes = ""
    if each.decision is not None:
        counted = each.tally()
        votes = f" {counted.ayes}-{counted.nays}-{counted.abstentions}"
    waits = to_be_stated(each) if each.pending and each.stated_at is None else ""
    return f"{each.name}  {each.phase(now)}{votes}: {flat(each.text)} ({each.mover}){waits}"


def to_be_stated(each: Motion) -> str:
    """Say what a question that was moved waits for before it is the assembly's."""
    return "; it wants a second" if each.rules.second and not each.seconder else "; the chair has yet to state it"


def stack_json(matter: Matter, now: int) -> dict[str, Any]:
    """Return with stable keys what `draw` draws."""
    floor = matter.floor
    return {
        "pending": [
            {"id": each.id, "name": each.name, "text": each.text, "depth": depth, "needs": in_words(each.rules)}
            for each, depth in _nested(floor)
        ],
        "orders": [{"kind": each.kind, "by": each.by, "covers": sorted(each.covers)} for each in floor.orders],
        "set_aside": [
            {"how": each.how, "questions": list(each.stack), "until": each.until or None, "committee": each.committee}
            for each in floor.aside.values()
        ],
        "further": [
            {"id": each.id, "name": each.name, "text": each.text, "phase": each.phase(now)}
            for each in matter.concerning
            if each.id not in {*floor.stack, matter.motion.id}
        ],
    }
