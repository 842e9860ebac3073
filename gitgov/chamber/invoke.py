"""Invoking a standing order: ask the law and what is known of the content, sign, append."""

from __future__ import annotations

from gitgov.chamber.acts import Actor, entry, signed
from gitgov.chamber.open import Chamber, matters
from gitgov.core.errors import Refused
from gitgov.gate.ratified import why_not_against
from gitgov.ledger.event import Draft, Event
from gitgov.procedure.events import OrderInvoked
from gitgov.procedure.invocation import content_of
from gitgov.procedure.opening import why_not_open
from gitgov.procedure.orders import seen_of, with_orders


def invoke(chamber: Chamber, actor: Actor, body: OrderInvoked) -> Event:
    """Invoke a standing order, having seen all that is about earlier invocations of it."""
    chain, held = chamber.chain, chamber.constitution.events
    seen = seen_of(body.order, chain, held)
    at = max([chamber.now(), *(held[each].at for each in seen)])
    draft = Draft(actor.name, at, body, "order.invoked", (chain.head.id, *seen), chain.repo, chain.subject, "")
    event = signed(actor.signer, draft, chamber.admission)
    ruled = with_orders(chain, [*held.values(), event])
    against = why_not_against(body.act, matters(chamber, content_of(body.act)).motions)
    if objections := why_not_open(ruled, event, {event.id: event}) or ((against,) if against else ()):
        raise Refused(objections)
    chamber.store.append([entry(event)])
    return event
