"""`git motion floor`: what is pending and why, who may speak, and what is in order now, each with its rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gitgov.chamber.meetings import seat_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import find_floor
from gitgov.cli.acting import my_name
from gitgov.cli.options import Json, MotionWord
from gitgov.cli.programs import PROGRAMS
from gitgov.cli.text import clean, columns, give, many, objection_json, say
from gitgov.core.ids import Member, motion_name
from gitgov.core.instants import show_duration, show_instant
from gitgov.procedure.calling import due
from gitgov.procedure.entries import Order
from gitgov.procedure.floor import Floor
from gitgov.procedure.in_order import Choice, Debater, choices, debaters, putting
from gitgov.procedure.presiding import may_have_the_chair
from gitgov.procedure.rows import MotionRow
from gitgov.procedure.state import Motion

TITLE = "RONR (12th ed.)"
BY_CHARTER = "as the charter has it"


def show_floor(motion: MotionWord = "", as_json: Json = False) -> None:
    """Show the floor: what is pending, who may speak, and which motions are in order now and which are not, and why."""
    chamber = open_chamber(Path())
    me = Member(my_name(chamber))
    floor, motion_here = _meant(chamber, motion, me)
    now = max(chamber.now(), floor.last_at)
    floor = due(floor, now)
    asked = choices(floor, me, now)
    if as_json:
        give(_json(chamber, floor, asked, me))
        return
    lines = [*_pending(motion_here, floor), *_orders(floor), *_debate(floor, me, now), *_putting(floor, now)]
    say("\n".join([*lines, *_in_order(floor, asked), *_out_of_order(asked)]))


def _meant(chamber: Chamber, word: str, me: str) -> tuple[Floor, Motion | None]:
    """Return the floor that is meant, with the motion that was named: the meeting where a member sits, unless one was."""
    meeting = None if word or not me else seat_of(chamber, me)
    return (meeting, None) if meeting else find_floor(chamber, word, me)


def _pending(motion: Motion | None, floor: Floor) -> list[str]:
    top, others = floor.top, [*_aside(floor), *_moved(floor)]
    if top is None:
        if motion is None:
            return ["Nothing is pending here.", *others]
        is_now = f"{motion.name}, to {clean(motion.text)}, is {motion.phase(floor.last_at)}"
        return [f"Nothing is pending here; {is_now}.", *others]
    lines = [f"Immediately pending: {top.name}, to {clean(top.text)}", f"  {_why(floor, top)}"]
    for depth, each in enumerate(reversed(floor.pending[:-1]), 2):
        lines.append(f"  {depth}. then {each.name}, to {clean(each.text)}")
    return [*lines, *others]


def _aside(floor: Floor) -> list[str]:
    """Tell what lies on the table, is postponed, or is in a committee's hands."""
    return [
        f"  aside: {motion_name(main)}, {place.how}, to {clean(floor.motions[main].text)}"
        for main, place in floor.aside.items()
    ]


def _moved(floor: Floor) -> list[str]:
    """Tell what was moved and is still for the chair to state, or to rule on."""
    waiting = (each for each in floor.motions.values() if each.pending and each.stated_at is None)
    return [f"  moved: {each.name}, to {clean(each.text)}" for each in waiting if each.id not in floor.parts]


def _why(floor: Floor, top: Motion) -> str:
    """Say why a question is the one to be decided first."""
    if len(floor.stack) == 1:
        return "it is the only question pending; RONR (12th ed.) 5:8"
    below = floor.pending[-2]
    if not top.row.rank:
        return f"it arose while {below.name} was pending, and is decided before it; RONR (12th ed.) 6:18"
    if top.on == below.id and top.row.rank <= below.row.rank:
        return f"it is about {below.name}, and is decided before what it applies to; RONR (12th ed.) 6:7"
    return f"it has rank {top.row.rank}, above {below.name} with rank {below.row.rank}; RONR (12th ed.) 5:11"


def _orders(floor: Floor) -> list[str]:
    return ["", "Orders in force:", *(f"  {_order(each)}" for each in floor.orders)] if floor.orders else []


def _order(order: Order) -> str:
    names = ", ".join(sorted(motion_name(each) for each in order.covers))
    if order.kind == "previous_question":
        return f"debate and amendment on {names} are closed ({motion_name(order.by)})"
    limits = [
        f"{many(order.speeches, 'speech')} a member" if order.speeches else "",
        f"{show_duration(order.length)} a speech" if order.length else "",
        f"until {show_instant(order.until)}" if order.until else "",
    ]
    return f"debate on {names}: {', '.join(filter(None, limits))} ({motion_name(order.by)})"


def _debate(floor: Floor, me: str, now: int) -> list[str]:
    found = debaters(floor, now)
    if not found:
        return ["", "Nobody has risen."] if floor.live and floor.top else []
    speaker = floor.meeting.speaker if floor.meeting else ""
    lines = ["", f"Debate ({speaker} has the floor), next:" if speaker else "Debate, who is recognized first:"]
    lines += [f"  {each.member}: {_left(each, live=floor.live)}" for each in found if not each.objections]
    for each in (each for each in found if each.objections and (each.member == me or floor.live)):
        objection = each.objections[0]
        lines.append(f"  not {each.member}: {clean(objection.what)} ({objection.rule}); {clean(objection.remedy)}")
    return lines


def _putting(floor: Floor, now: int) -> list[str]:
    """Tell whether whoever presides may put the question now."""
    objections, chair = putting(floor, now), ", ".join(sorted(may_have_the_chair(floor)))
    if objections is None or floor.top is None:
        return []
    if not objections:
        return ["", f"The question may be put: git motion put {floor.top.name} (by {chair or 'the chair'})"]
    first = objections[0]
    return ["", f"Not to be put yet: {first.code} {clean(first.what)} ({first.rule}); {clean(first.remedy)}"]


def _left(each: Debater, *, live: bool) -> str:
    speeches = "any number of speeches" if each.left is None else f"{each.left} more today"
    if not each.limits.length:
        return speeches
    length = show_duration(each.limits.length) if live else f"{each.limits.characters} characters"
    return f"{speeches}, of {length} at most"


def _in_order(floor: Floor, asked: list[Choice]) -> list[str]:
    rows = [
        [f"  {each.row.name}", _vote(each.row, floor), command(each), each.row.source]
        for each in asked
        if not each.objections
    ]
    return ["", "In order now:", *columns(rows).splitlines()] if rows else ["", "No motion is in order now."]


def _out_of_order(asked: list[Choice]) -> list[str]:
    """Tell what is not in order; kinds that the same thing stands against share a line."""
    reasons: dict[tuple[str, str], list[Choice]] = {}
    for each in asked:
        if each.objections:
            reasons.setdefault(each.objections[0][:2], []).append(each)
    lines = [
        f"  {', '.join(each.row.name for each in found)}: {code} {clean(what)} ({_rules(found)})"
        for (code, what), found in sorted(reasons.items())
    ]
    return ["", "Not in order now:", *lines] if lines else []


def _rules(found: list[Choice]) -> str:
    """Name the rules by which some kinds are not in order, the common title of a book once."""
    first, *more = dict.fromkeys(each.objections[0].rule for each in found)
    return "; ".join([first, *(each.removeprefix(f"{TITLE} ") for each in more)])


def _vote(row: MotionRow, floor: Floor) -> str:
    vote = BY_CHARTER if row.vote == "charter" else row.vote.replace("_", " ")
    return f"{vote}, second" if row.second and floor.rules.second else vote


def command(choice: Choice) -> str:
    """Return what a member types to move a motion of a kind, with the words that it needs."""
    git, program, *typed = choice.row.command.split()
    found: Any = PROGRAMS[f"{git}-{program}"]
    while typed and hasattr(found, "commands"):
        found = found.commands[typed.pop(0)]
    arguments = [each for each in found.params if each.param_type_name == "argument"]
    words = [each.metavar for each in arguments if each.required][len(typed) :]
    named = choice.of[-1:] or ([choice.on.id] if choice.on else [])
    takes_one = any(each.metavar == "MOTION" for each in arguments)
    return " ".join([choice.row.command, *filter(None, words), *(map(motion_name, named) if takes_one else ())])


def _json(chamber: Chamber, floor: Floor, asked: list[Choice], me: str) -> dict[str, Any]:
    now = max(chamber.now(), floor.last_at)
    asked_to_put = putting(floor, now)
    return {
        "floor": floor.id,
        "live": floor.live,
        "you": me,
        "pending": [
            {"id": each.id, "name": each.name, "kind": each.kind, "text": each.text} for each in reversed(floor.pending)
        ],
        "aside": [
            {"id": main, "how": place.how, "until": show_instant(place.until) if place.until else None}
            for main, place in floor.aside.items()
        ],
        "orders": [
            {"kind": each.kind, "by": each.by, "questions": sorted(each.covers), "speeches": each.speeches,
             "length": each.length, "until": show_instant(each.until) if each.until else None}
            for each in floor.orders
        ],
        "debate": [
            {"member": each.member, "left": each.left, "length": each.limits.length,
             "objections": [objection_json(one) for one in each.objections]}
            for each in debaters(floor, now)
        ],
        "put": {"in_order": not asked_to_put, "objections": [objection_json(one) for one in asked_to_put]}
        if asked_to_put is not None
        else None,
        "motions": [
            {"kind": each.row.name, "in_order": not each.objections, "vote": each.row.vote, "second": each.row.second,
             "rule": each.row.source, "command": command(each), "about": list(each.of),
             "objections": [objection_json(one) for one in each.objections]}
            for each in asked
        ],
    }  # fmt: skip
