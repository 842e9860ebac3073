"""`git gov meeting`: call a meeting and call it to order, answer the roll, seek and assign the floor, follow the agenda."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from gitgov.chamber.acts import Actor, act, find_actor
from gitgov.chamber.meetings import call as call_meeting
from gitgov.chamber.meetings import find_meeting, next_of
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Sync
from gitgov.cli.text import clean, many, say
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_duration, parse_instant, show_instant
from gitgov.ledger.event import Body
from gitgov.procedure.debate import recognition
from gitgov.procedure.events import FloorAssigned, FloorSought, FloorYielded
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import rule
from gitgov.procedure.meeting_events import AgendaItem, ItemTaken, MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.quorum import missing, needed
from gitgov.procedure.rows import Rising
from gitgov.procedure.sitting import Meeting

Which = Annotated[
    str,
    typer.Option(
        "--meeting", metavar="MEETING", help="A meeting's name or id; the one that has not adjourned unless given."
    ),
]
Committee = Annotated[
    list[str] | None,
    typer.Option(
        "--committee",
        metavar="MEMBER",
        help="Of a committee: one of its members, who presides first; a series of its own.",
    ),
]
Notices = Annotated[
    list[str] | None,
    typer.Option("--notice", metavar="TEXT", help="What is going to be moved, in the words of the motion."),
]


def call(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What this meeting is called.")],
    begins: Annotated[
        str, typer.Option("--begins", metavar="TIME", help="When: 2026-11-20T10:00:00Z, or how long from now: 2h.")
    ] = "",
    agenda: Annotated[
        list[str] | None, typer.Option("--agenda", metavar="ITEM", help="An item; in their order.")
    ] = None,
    order: Annotated[
        list[str] | None,
        typer.Option("--order", metavar="TIME=ITEM", help="A special order, for a time as --begins takes it."),
    ] = None,
    special: Annotated[
        bool, typer.Option("--special", help="For its business only, and between regular ones.")
    ] = False,
    business: Annotated[
        list[str] | None,
        typer.Option("--business", metavar="ITEM", help="What a special meeting is for, in the words of the motion."),
    ] = None,
    adjourned: Annotated[bool, typer.Option("--adjourned", help="To continue the session that was adjourned.")] = False,
    notice: Notices = None,
    committee: Committee = None,
    series: Annotated[str, typer.Option("--series", metavar="MEETING", help="The next of this series.")] = "",
    new: Annotated[bool, typer.Option("--new", help="The first of a new series.")] = False,
    about: Annotated[
        str,
        typer.Option("--about", metavar="COMMIT", help="The commit that a new series annotates; HEAD unless given."),
    ] = "HEAD",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Call a meeting: the next of the series, or its first; of the assembly, or of a committee."""
    if special and adjourned:
        raise BadInput("a meeting is either special or adjourned", "an adjourned one continues a special session too")
    if business and not special:
        raise BadInput("only the call of a special meeting says its business", "--agenda ITEM; or add --special")
    chamber = open_chamber(Path())
    kind: Literal["regular", "special", "adjourned"] = "special" if special else "adjourned" if adjourned else "regular"
    now = chamber.now()
    body = MeetingCalled(
        name=name,
        kind=kind,
        begins=_instant(begins, now) if begins else 0,
        business=business or [],
        notices=notice or [],
        committee=committee or [],
        agenda=[*(AgendaItem(text=each) for each in agenda or []), *(_order(each, now) for each in order or [])],
    )
    floor = next_of(chamber, series, new=new or bool(committee and not series))
    call_meeting(chamber, find_actor(chamber, key), body, floor, "" if floor else chamber.repo.commit_of(about))
    whose = f" of the committee {', '.join(committee)}" if committee else ""
    say(
        f"The {kind} meeting {clean(name)}{whose} is called{f' for {show_instant(body.begins)}' if body.begins else ''}."
    )
    say("  members answer the roll: git gov meeting here")
    send(sync=sync)


def _instant(text: str, now: int) -> int:
    return parse_instant(text) if "T" in text else now + parse_duration(text)


def _order(text: str, now: int) -> AgendaItem:
    time, mark, item = text.partition("=")
    if not mark:
        raise BadInput(f"not a special order: {text!r}", "--order TIME=ITEM, such as 30m=Elect the officers")
    return AgendaItem(text=item, at=_instant(time, now))


def open_meeting(meeting: Which = "", key: Key = "", sync: Sync = False) -> None:
    """Call the meeting to order, at its beginning or after a recess: by the chair."""
    found = _act(MeetingOpened(), meeting, key)
    say(f"The meeting {clean(found.name)} will come to order.")
    send(sync=sync)


def here(meeting: Which = "", key: Key = "", sync: Sync = False) -> None:
    """Answer the roll: you are there."""
    _roll("is here", RollAnswered(), meeting, key)
    send(sync=sync)


def leave(meeting: Which = "", key: Key = "", sync: Sync = False) -> None:
    """Leave the meeting."""
    _roll("leaves", RollAnswered(here=False), meeting, key)
    send(sync=sync)


def _roll(said: str, body: RollAnswered, word: str, key: str) -> None:
    after, actor = _after(body, word, key)
    present = len(sat(after.meeting).present)
    lacking = missing(after)
    quorum = f"{lacking} more for a quorum" if lacking else "there is a quorum"
    say(f"{actor.name} {said}: {present} present, {needed(after)} needed; {quorum}")


def rise(
    in_favour: Annotated[bool, typer.Option("--for", help="To speak for the motion.")] = False,
    against: Annotated[bool, typer.Option("--against", help="To speak against it: sides take turns.")] = False,
    meeting: Which = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Seek the floor: rise and address the chair."""
    if in_favour and against:
        raise BadInput("on which side do you rise?", "--for or --against, or neither")
    side: Literal["", "for", "against"] = "for" if in_favour else "against" if against else ""
    after, actor = _after(FloorSought(side=side), meeting, key)
    found = sat(after.meeting)
    if found.speaker == actor.name:
        say(f"{actor.name} has the floor")
    else:
        order = recognition(after, Rising(actor.name, after.last_at))
        say(f"{actor.name} seeks the floor; in order: {', '.join(order)}")
        say(f"  {found.speaker} has it" if found.speaker else f"  by the chair: git gov meeting recognize {order[0]}")
    send(sync=sync)


def recognize(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="Whose turn it is.")],
    meeting: Which = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Give the floor to a member who seeks it: by the chair."""
    _act(FloorAssigned(to=member), meeting, key)
    say(f"The chair recognizes {clean(member)}.")
    send(sync=sync)


def yield_floor(meeting: Which = "", key: Key = "", sync: Sync = False) -> None:
    """Give up the floor."""
    _act(FloorYielded(), meeting, key)
    say("the floor is free")
    send(sync=sync)


def agenda(
    item: Annotated[
        str, typer.Argument(metavar="next|NUMBER", help="What the chair takes up; nothing shows the agenda.")
    ] = "",
    meeting: Which = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Show the agenda, or take up an item of it: by the chair."""
    from gitgov.cli.meeting_show import agenda_lines

    chamber = open_chamber(Path())
    floor = find_meeting(chamber, meeting)
    found = sat(floor.meeting)
    if not item:
        say("\n".join(agenda_lines(found)) or f"the meeting {clean(found.name)} has no agenda")
        return
    place = _place(chamber, found, item)
    act(chamber, find_actor(chamber, key), floor, ItemTaken(place=place + 1))
    say(f"Item {place + 1}: {clean(found.agenda[place].text)}" if place < len(found.agenda) else f"Item {place + 1}")
    send(sync=sync)


def _place(chamber: Chamber, meeting: Meeting, word: str) -> int:
    """Return the place of the item that is meant."""
    if word == "next":
        place = meeting.next_item(chamber.now())
        if place is None:
            left = many(len(meeting.waiting_items), "special order") if meeting.waiting_items else "nothing"
            raise BadInput(f"no item is due: {left} left on the agenda", "git gov meeting agenda shows it")
        return place
    if not (word.isascii() and word.isdigit() and 0 < int(word) <= 1000):
        raise BadInput(f"not an item of the agenda: {word!r}", "next, or its number")
    return int(word) - 1


def sat(meeting: Meeting | None) -> Meeting:
    """Return the meeting of a floor that has one."""
    if meeting is None:
        raise BadInput("this floor holds no meetings", "git gov meeting list")
    return meeting


def _act(body: Body, word: str, key: str) -> Meeting:
    """Record an act at the meeting that is meant, and return the meeting as it is after it."""
    return sat(_after(body, word, key)[0].meeting)


def _after(body: Body, word: str, key: str) -> tuple[Floor, Actor]:
    chamber = open_chamber(Path())
    actor, floor = find_actor(chamber, key), find_meeting(chamber, word)
    event = act(chamber, actor, floor, body)
    return rule(floor.but(lineage={**floor.lineage, event.id: event}), event), actor
