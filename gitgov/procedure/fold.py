"""The fold: from the set of a thread's events to the state of its question. Total, and blind to order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.ledger.order import ancestors, in_order
from gitgov.ledger.pasts import Pasts
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acts import ACTS
from gitgov.procedure.acts.announce import judge
from gitgov.procedure.acts.objections import not_in_session
from gitgov.procedure.calling import due
from gitgov.procedure.committee import not_of_committee
from gitgov.procedure.entering import enter
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.floor import Floor, about
from gitgov.procedure.meeting import CLOSING
from gitgov.procedure.minutes.moment import Moment
from gitgov.procedure.opening import OPENINGS, open_floor, unopened, why_not_open
from gitgov.procedure.proxies import PREFIX, rulings
from gitgov.procedure.rows import object_to
from gitgov.procedure.standing import Lineage, why_not_placed, why_not_standing
from gitgov.procedure.state import Decision

if TYPE_CHECKING:  # floors on which no meeting sits, which most are, do without a secretary
    from gitgov.procedure.minutes.minutes import Minutes
    from gitgov.procedure.minutes.secretary import Notes

ANNOUNCED = "motion.announced"
BALLOTS = frozenset({"ballot.cast", "ballot.marked"})
Verdict = Decision | tuple[Objection, ...]
"""What an announcement decides, or why it is out of order."""


def fold(chain: Chain, events: Collection[Event]) -> Floor | tuple[Ruling, ...]:
    """Fold one thread. Returns the rulings alone where the thread was never lawfully opened, or is about a proxy."""
    ordered = in_order(events)
    floor = opened = _opened(chain, ordered)
    if isinstance(opened, Floor):
        for _, after in _folding(opened, ordered):
            floor = after
    return floor


def moments(chain: Chain, events: Collection[Event]) -> Iterator[Moment]:
    """Yield each event of one thread as it is folded, beginning with its opening; none where it was never opened."""
    ordered = in_order(events)
    opened = _opened(chain, ordered)
    before = None
    for event, after in _folding(opened, ordered) if isinstance(opened, Floor) else ():
        yield Moment(event, before, after)
        before = after


def _opened(chain: Chain, ordered: Sequence[Event]) -> Floor | tuple[Ruling, ...]:
    """Open the floor of a thread; returns the rulings upon all of its events where that was never done lawfully."""
    lineage: Lineage = {event.id: event for event in ordered}
    opening = next((event for event in ordered if event.opens and event.kind in OPENINGS), None)
    if opening is None:
        return _unopened(chain, ordered)
    objections = why_not_open(chain, opening, lineage)
    if objections:
        return tuple(Ruling(event, objections if event is opening else (unopened(event),)) for event in ordered)
    return open_floor(chain, opening, lineage)


def _unopened(chain: Chain, ordered: Sequence[Event]) -> tuple[Ruling, ...]:
    """Rule upon a thread that has no floor: about a proxy, which the register has judged, or never lawfully opened."""
    proxies = [event for event in ordered if event.kind.startswith(PREFIX)]
    others = (event for event in ordered if not event.kind.startswith(PREFIX))
    return (*rulings(chain, proxies), *(Ruling(event, (unopened(event),)) for event in others))


def _folding(opened: Floor, ordered: Sequence[Event]) -> Iterator[tuple[Event, Floor]]:
    """Fold what follows an opening. An announcement that has seen all so far is judged by the state as it stands."""
    floor, heads = opened, set[EventId]()
    minuted = opened.live and any(map(_approves, ordered))
    aside: Mapping[EventId, Verdict] = _verdicts(opened, ordered) if minuted else {}
    for event in ordered:
        if event.kind == ANNOUNCED:
            if not aside and not heads.issubset(event.parents):
                aside = _verdicts(opened, ordered)
            floor = _announced(floor, event, aside[event.id] if aside else _verdict(floor, event))
        elif event.id != opened.id:
            floor = _acted(floor, event)
        heads.difference_update(event.parents)
        heads.add(event.id)
        yield event, floor


class _Seen(NamedTuple):
    """What an announcement has seen: the floor, and the notes of the meeting that sits there, if one does."""

    floor: Floor
    notes: Notes | None

    def but(self, event: Event, after: Floor) -> _Seen:
        """Return this having seen one more event, after which the floor is so."""
        return _Seen(after, self.notes.having(Moment(event, self.floor, after)) if self.notes is not None else None)

    def minutes(self) -> Minutes | None:
        """Return the minutes of the meeting so far; nothing where none sits."""
        return self.notes.minutes(self.floor) if self.notes is not None else None


def _verdicts(opened: Floor, ordered: Sequence[Event]) -> dict[EventId, Verdict]:
    """Judge all announcements of a thread, each by its own past; those that close a meeting give its minutes.

    Near to linear where they follow each other or have seen the same, and where up to `MOST` branches do so side by
    side; O(past) for each one whose past no kept state is a part of.
    """
    verdicts: dict[EventId, Verdict] = {}

    def take(seen: _Seen, event: Event) -> _Seen:
        if event.kind != ANNOUNCED:
            return seen if event.id == opened.id else seen.but(event, _acted(seen.floor, event))
        verdict = verdicts[event.id]
        if isinstance(verdict, Decision) and verdict.on in seen.floor.motions:
            return seen.but(event, enter(seen.floor, verdict))
        return seen

    pasts = Pasts(_Seen(opened, _called(opened) if opened.live else None), ordered, take)
    for event in sorted((each for each in ordered if each.kind == ANNOUNCED), key=pasts.latest):
        seen = pasts.before(event)
        verdicts[event.id] = verdict = _verdict(seen.floor, event)
        if isinstance(verdict, Decision) and seen.floor.motions[verdict.on].kind in CLOSING:
            minutes = take(seen, event).minutes()
            if minutes is not None and minutes.closed_by == event.id:
                opened.minuted[event.id] = minutes
    return verdicts


def _called(opened: Floor) -> Notes:
    from gitgov.procedure.minutes.secretary import Notes

    return Notes().having(Moment(opened.lineage[opened.id], None, opened))


def rule(floor: Floor, event: Event) -> Floor:
    """Let one event take effect, or rule it out of order. Its ancestors have been ruled upon."""
    if event.kind == ANNOUNCED:
        return _announced(floor, event, _verdict(as_seen(floor, event), event))
    return _acted(floor, event)


def _verdict(base: Floor, event: Event) -> Verdict:
    base = due(base, event.at)
    return _why_no_act(base, event) or judge(base, event)


def _announced(floor: Floor, event: Event, verdict: Verdict) -> Floor:
    if not isinstance(verdict, Decision):
        return _ruled_out(floor, event, verdict)
    if verdict.on not in floor.motions:
        what = f"the question that {event.id[:12]} decides was ruled out of order by what was done beside it"
        return _ruled_out(floor, event, object_to("GOV-397", what, "the order of causes, then of ids", "move it again"))
    return enter(floor.having_seen(event), verdict)


def _acted(floor: Floor, event: Event) -> Floor:
    floor = due(floor, event.at)
    objections = _why_not(floor, event)
    if objections:
        return _ruled_out(floor, event, objections)
    return ACTS[event.kind].apply(floor.having_seen(event), event)


def _ruled_out(floor: Floor, event: Event, objections: tuple[Objection, ...]) -> Floor:
    ruling = Ruling(event, objections)
    floor = floor.having_seen(event).but(out_of_order=(*floor.out_of_order, ruling))
    motion = floor.motions.get(about(event))
    if event.kind not in BALLOTS or motion is None:
        return floor
    return floor.having(motion.but(spoilt=(*motion.spoilt, ruling)))


def why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Say why an event is out of order upon a floor, or nothing: the one source of legality."""
    if floor.live and _approves(event):
        minutes_at(floor, event.id)  # so that they are at hand
    return _why_not(due(as_seen(floor, event), event.at), event)


def minutes_at(floor: Floor, closing: EventId) -> Minutes | None:
    """Return the minutes of the meeting that an announcement has closed, as it has seen that; nothing if it closed none."""
    if not floor.minuted:
        _verdicts(
            open_floor(floor.chain, floor.lineage[floor.id], floor.lineage).but(minuted=floor.minuted),
            in_order(floor.lineage.values()),
        )
    return floor.minuted.get(closing)


def _approves(event: Event) -> bool:
    return isinstance(event.body, MotionMoved) and event.body.question.motion == "approve_minutes"


def _why_not_minuted(floor: Floor, event: Event) -> tuple[Objection, ...]:
    from gitgov.procedure.minutes.approving import why_not_minuted  # it reads what the secretary writes

    return why_not_minuted(floor, event)


def as_seen(floor: Floor, event: Event) -> Floor:
    """Return the floor as an announcement has seen it: the fold of its past alone. Other acts see it as it stands.

    A poll closes over its causal past, so nothing concurrent may undo a result. The announcements in that past have
    been ruled upon before, each by its own past; so this asks nothing twice: O(past).
    """
    if event.kind != ANNOUNCED:
        return floor
    past = ancestors([parent for parent in event.parents if parent != event.id], floor.lineage)
    if len(past) == floor.count:
        return floor
    seen = open_floor(floor.chain, floor.lineage[floor.id], floor.lineage)
    for each in in_order([floor.lineage[event_id] for event_id in past]):
        if each.kind == ANNOUNCED:
            verdict = floor.verdicts.get(each.id)
            seen = enter(seen, verdict) if verdict is not None and verdict.on in seen.motions else seen
        elif each.id != floor.id:
            seen = rule(seen, each)
    return seen


def _why_not(floor: Floor, event: Event) -> tuple[Objection, ...]:
    objections = _why_no_act(floor, event) or ACTS[event.kind].why_not(floor, event)
    return objections or (_why_not_minuted(floor, event) if _approves(event) else ())


def _why_no_act(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Say why an event is no act upon this floor by somebody who may act, or nothing."""
    if event.kind not in ACTS or event.body is UNKNOWN:
        what = f"{event.kind} v{event.v} is no act upon a motion that this version knows"
        return (Objection("GOV-306", what, records=(event.id,)),)
    elsewhere = ACTS[event.kind].upon and about(event) not in floor.motions
    if event.thread != floor.id or event.subject != floor.subject or elsewhere:
        return (Objection("GOV-307", f"{event.kind} {event.id[:12]} belongs to another matter", records=(event.id,)),)
    standing = why_not_placed if ACTS[event.kind].entering else why_not_standing
    if objections := standing(floor.chain, event, floor.lineage):
        return objections
    if floor.meeting is None:
        return ()
    sitting = ACTS[event.kind].sitting
    return not_of_committee(floor.meeting, event) or (not_in_session(floor.meeting, event) if sitting else ())
