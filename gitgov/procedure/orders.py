"""Which invocations of standing orders are lawful: one after another, each by what came before it.

They all lie on the charter's commit, so that whoever has the charter knows them all. Concurrent ones go by id: of two
that together break a limit, the later is out of order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gitgov.charter.chain import Chain, Step
from gitgov.charter.charter import StandingOrder
from gitgov.core.ids import EventId
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors, heads, in_order
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.electorate import why_nobody_votes
from gitgov.procedure.events import MotionAnnounced, MotionMoved, OrderInvoked
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.invocation import before_the_assembly, invocations, target_of
from gitgov.procedure.motions.ratify import Ratify
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.standing import why_not_standing

RULE = "the charter's [[standing_orders]]"
Held = Mapping[EventId, Event]


class Past(NamedTuple):
    """What an invocation has seen: `held` are all events on the charter's commit, `seen` the ids of its ancestors.

    `ratified` remembers of earlier invocations which later one had first seen them ratified.
    """

    held: Held
    seen: frozenset[EventId]
    ratified: dict[EventId, EventId]


def with_orders(chain: Chain, events: Collection[Event]) -> Chain:
    """Return a chain with a ruling upon each invocation among the events on its commit."""
    chain = replace(chain, invoked={}) if chain.invoked else chain
    if not any(isinstance(event.body, OrderInvoked) for event in events):
        return chain
    held, ratified = {event.id: event for event in events}, dict[EventId, EventId]()
    for event in in_order(events):
        if isinstance(event.body, OrderInvoked) and event.opens:
            past = Past(held, frozenset(ancestors(event.parents, held)), ratified)
            ruling = Ruling(event, _why_not(chain, event, event.body, past))
            chain = replace(chain, invoked={**chain.invoked, event.id: ruling})
    return chain


def _why_not(chain: Chain, event: Event, body: OrderInvoked, past: Past) -> Objections:
    """Say why an invocation is out of order, or nothing; those before it have been ruled upon."""
    if event.subject != chain.subject:
        what = f"{event.kind} {event.id[:12]} lies on {event.subject[:12]}, not on the charter's commit"
        return object_to(
            "GOV-580", what, "everybody who has the charter knows what was done in its name", "git gov order invoke"
        )
    step = chain.step_of(event)
    if (objections := why_not_standing(chain, event, past.held)) or step is None:
        return objections
    if not step.constituted:
        what = "the body is still being founded, so that no order stands yet"
        return object_to("GOV-308", what, RULE, "git gov constitute, once the roll is complete")
    order = step.charter.order(body.order)
    if order is None:
        return object_to("GOV-581", f"the charter has no standing order {body.order!r}", RULE, "git gov order list")
    earlier = [
        ruling.event for ruling in chain.invoked.values() if not ruling.objections and _is_of(ruling.event, order.name)
    ]
    return (
        _why_not_covered(step, order, event, body)
        or _why_not_again(order, event, earlier)
        or _why_not_in_breach(chain, event, [each.id for each in earlier], past)
        or why_nobody_votes(before_the_assembly(event, step).electorate, event)
    )


def _is_of(event: Event, order: str) -> bool:
    return isinstance(event.body, OrderInvoked) and event.body.order == order


def _why_not_covered(step: Step, order: StandingOrder, event: Event, body: OrderInvoked) -> Objections:
    """Object unless the actor holds a role of the order, which covers the act, upon a protected ref, with a reason."""
    charter, ref = step.charter, target_of(body.act)
    able = frozenset[str]().union(*map(charter.holders, order.roles))
    if event.actor not in able:
        roles = " or ".join(sorted(order.roles))
        what = f"{event.actor} does not hold the role {roles}, which the standing order {order.name} takes"
        return object_to("GOV-582", what, RULE, f"ask {', '.join(sorted(able)) or 'the assembly'}; or move it")
    if not order.covers(body.act.motion, ref) or not charter.protects(ref):
        what = f"the standing order {order.name} does not cover a {body.act.motion} upon {ref}"
        return object_to("GOV-583", what, RULE, f"git motion {body.act.motion}; git gov order show {order.name}")
    if not body.why.strip():
        what = f"the standing order {order.name} is invoked without a reason"
        return object_to("GOV-584", what, RULE, "say with -m what cannot wait for a vote")
    return ()


def _why_not_again(order: StandingOrder, event: Event, earlier: Sequence[Event]) -> Objections:
    """Object to more invocations within a period than the charter allows, whoever made them."""
    recent = sorted(each.at for each in earlier if each.at > event.at - order.period)
    if len(recent) < order.limit:
        return ()
    again = show_instant(recent[-order.limit] + order.period)
    times = many(len(recent), "time")
    what = f"the standing order {order.name} was invoked {times} in {show_duration(order.period)}, and may be {order.limit}"
    return object_to("GOV-585", what, RULE, f"move it; the order can be invoked again from {again} on")


def _why_not_in_breach(chain: Chain, event: Event, earlier: Collection[EventId], past: Past) -> Objections:
    """Object while an earlier invocation of the order was not ratified in time, as far as this one has seen."""
    asked = {each for each in earlier if each in past.seen and past.ratified.get(each) not in past.seen}
    for each in invocations(_floors(chain, asked, past)) if asked else ():
        if each.in_breach(event.at):
            what = (
                f"the standing order {each.order.name} is in breach: {each.name} ({each.text}) is {each.said(event.at)}"
            )
            remedy = f"git motion ratify {each.name}, and the vote; or move the act"
            return object_to("GOV-586", what, RULE, remedy)
        if each.carried is not None:
            past.ratified[each.id] = event.id
    return ()


def _floors(chain: Chain, asked: Collection[EventId], past: Past) -> list[Floor]:
    """Fold what an invocation has seen of the floors on which the ratification of earlier ones was moved."""
    threads = _threads((past.held[each] for each in past.seen), asked)
    floors = (fold(chain, events) for events in threads.values())
    return [each for each in floors if isinstance(each, Floor)]


def _threads(events: Iterable[Event], asked: Collection[EventId]) -> dict[EventId, list[Event]]:
    """Return the threads in which the ratification of these invocations was moved."""
    threads: dict[EventId, list[Event]] = {}
    wanted = set(asked)
    for event in events:
        threads.setdefault(event.thread, []).append(event)
        question = event.body.question if isinstance(event.body, MotionMoved) else None
        if isinstance(question, Ratify) and question.of in asked:
            wanted.add(event.thread)
    return {thread: found for thread, found in threads.items() if thread in wanted}


def seen_of(order: str, chain: Chain, held: Held) -> tuple[EventId, ...]:
    """Return what an invocation of an order names as parents: the heads of all that is about the earlier ones."""
    earlier = [each for each, ruling in chain.invoked.items() if not ruling.objections and _is_of(ruling.event, order)]
    return heads(event for events in _threads(held.values(), earlier).values() for event in events)


def why_not_left_out(chain: Chain, event: Event, held: Held) -> tuple[Objection, ...]:
    """Object, on receipt, to an invocation that leaves out an earlier one that has arrived, or the result of a vote on it."""
    if not isinstance(event.body, OrderInvoked):
        return ()
    past, order = ancestors(event.parents, held), event.body.order
    others = [
        each
        for each, ruling in chain.invoked.items()
        if each != event.id and not ruling.objections and _is_of(ruling.event, order)
    ]
    threads = _threads(held.values(), others)
    told = [each.id for events in threads.values() for each in events if isinstance(each.body, MotionAnnounced)]
    left_out = sorted({*others, *told} - past)
    if not left_out:
        return ()
    what = f"the invocation leaves out what has arrived about earlier ones of {order}: {', '.join(each[:12] for each in left_out[:5])}"
    records = (event.id, *left_out[:50])
    return (Objection("GOV-587", what, RULE, "git gov sync, then invoke it again", records),)
