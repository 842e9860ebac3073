"""Take up the items of the agenda, in their order and special orders at their time (RONR (12th ed.) 41:5-70)."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.ledger.event import Event
from gitgov.procedure.acts.meet import not_in_the_chair
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting import take_up
from gitgov.procedure.meeting_events import ItemTaken
from gitgov.procedure.rows import ActRow, Objections, object_to
from gitgov.procedure.sitting import Item

SOURCE = "RONR (12th ed.) 41:5, 41:53-65"


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless the chair takes up the item whose turn it is, and nothing that goes before it is pending."""
    meeting, body = floor.meeting, event.body
    if objections := not_in_the_chair(floor, event, SOURCE):
        return objections
    place = body.place - 1 if isinstance(body, ItemTaken) else -1
    if meeting is None or place not in meeting.waiting_items:
        what = f"there is no item {place + 1} on the agenda that waits to be taken up"
        return object_to("GOV-513", what, SOURCE, "git gov meeting agenda shows it")
    item, first = meeting.agenda[place], meeting.next_item(event.at)
    if first is None or (item.at and first != place):
        what = f"item {place + 1}, {item.text}, is a special order for {show_instant(item.at)}"
        return object_to("GOV-514", what, "RONR (12th ed.) 41:53", "wait, or suspend the rules")
    if first != place:
        what = f"item {first + 1}, {meeting.agenda[first].text}, is to be taken up before item {place + 1}"
        return object_to("GOV-513", what, SOURCE, "git gov meeting agenda next")
    return _why_not_interrupt(floor, item)


def _why_not_interrupt(floor: Floor, item: Item) -> Objections:
    """Object to another item while a question is pending; a special order interrupts one, unless members are voting."""
    top = floor.top
    if top is None or (item.at and not top.voting):
        return ()
    what = f"{top.name}, to {top.text}, is pending: it is disposed of before the next item"
    return object_to("GOV-350", what, SOURCE, "git motion postpone or git motion table sets it aside")


def apply(floor: Floor, event: Event) -> Floor:
    """Take up the item."""
    body = event.body
    return take_up(floor, body.place - 1, event.at, event.id) if isinstance(body, ItemTaken) else floor


ROW = ActRow("item.taken", SOURCE, why_not, apply, upon=False)
