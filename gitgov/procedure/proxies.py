"""Proxies: when one is in order.

RONR (12th ed.) 45:70 forbids them unless the bylaws allow them; here the charter does, or does not. They lie on the
charter's commit, and are judged each by its own past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from gitgov.charter.chain import Chain, Step
from gitgov.charter.charter import ProxyRules
from gitgov.charter.proxies import Act, InForce, Proxy, Register, Scope, entering
from gitgov.core.ids import EventId, Member, short
from gitgov.core.instants import show_duration
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import in_order
from gitgov.ledger.pasts import Pasts
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.standing import Lineage, why_not_standing
from gitgov.tally.events import ProxyGiven, ProxyWithdrawn

SOURCE = "RONR (12th ed.) 45:70-71"
PREFIX = "proxy."


def with_proxies(chain: Chain, events: Collection[Event]) -> Chain:
    """Return a chain with the proxies that are among the events of its commit."""
    found = [event for event in events if event.kind.startswith(PREFIX)]
    return replace(chain, proxies=_register(chain, found)) if found else chain


def _register(chain: Chain, events: Collection[Event]) -> Register:
    """Fold all proxies, each judged by its own past: what comes beside it cannot make it unlawful. Total."""
    ordered, lineage = in_order(events), {event.id: event for event in events}
    acts: dict[EventId, Act] = {}
    refused: dict[EventId, Objections] = {}

    def take(given: InForce, event: Event) -> InForce:
        return entering(given, acts[event.id]) if event.id in acts else given

    nothing: InForce = {}
    pasts = Pasts(nothing, ordered, take)
    for event in sorted(ordered, key=pasts.latest):
        given = pasts.before(event)
        if objections := _why_not(chain, event, lineage, given):
            refused[event.id] = objections
        else:
            acts[event.id] = _act(event, given)
    return Register(lineage, tuple(acts[event.id] for event in ordered if event.id in acts), refused)


def _act(event: Event, given: InForce) -> Act:
    body = event.body
    if isinstance(body, ProxyGiven):
        proxy = Proxy(event.id, event.actor, Member(body.to), Scope(body.kind, body.motion), body.until)
        return Act(event.id, proxy, gives=True)
    return Act(event.id, next(proxy for proxy in given.values() if proxy.id == event.thread), gives=False)


def rulings(chain: Chain, events: Collection[Event]) -> tuple[Ruling, ...]:
    """Return the rulings upon what is out of order in a thread that a proxy opened."""
    register = chain.proxies
    found = (
        (event, register.refused.get(event.id, ()) if event.id in register.events else _misplaced(event))
        for event in events
    )
    return tuple(Ruling(event, objections) for event, objections in found if objections)


def why_not(chain: Chain, event: Event) -> Objections:
    """Say why a proxy may not be given or withdrawn, or nothing: the one source of legality."""
    register = chain.proxies
    return _why_not(chain, event, {**register.events, event.id: event}, register.in_force(event.parents))


def _why_not(chain: Chain, event: Event, lineage: Lineage, given: InForce) -> Objections:
    body = event.body
    if event.subject != chain.subject or not isinstance(body, ProxyGiven | ProxyWithdrawn):
        return _misplaced(event)
    if objections := why_not_standing(chain, event, lineage):
        return objections
    if isinstance(body, ProxyWithdrawn):
        return _why_not_withdrawn(event, given)
    if not event.opens:
        return _misplaced(event)
    step = chain.step_of(event) or chain.head
    proxy = _act(event, given).proxy
    rules = step.charter.proxies
    if rules is None:
        what = f"charter version {step.charter.version} has no [proxies], and without them nobody votes for another"
        return object_to("GOV-560", what, SOURCE, "vote in person: git vote aye; or move a charter with [proxies]")
    return _why_not_so(rules, proxy, event.at) or _why_not_to(rules, proxy, step, given, event.at)


def _misplaced(event: Event) -> Objections:
    what = f"{event.kind} v{event.v} {event.id[:12]} is no act about proxies that this version knows, or lies elsewhere than they do"
    return (Objection("GOV-569", what, "proxies lie on the charter's commit", records=(event.id,)),)


def _why_not_so(rules: ProxyRules, proxy: Proxy, at: int) -> Objections:
    """Object to a scope or a time that the charter does not allow."""
    if proxy.scope.kind and proxy.scope.kind not in rules.kinds:
        kinds = ", ".join(sorted(rules.kinds))
        what = f"the charter allows no proxies upon {proxy.scope.kind} motions"
        return object_to("GOV-561", what, SOURCE, f"they are allowed upon: {kinds}")
    if proxy.until and proxy.until <= at:
        return object_to(
            "GOV-563", "the proxy would be over before it is given", SOURCE, "name a later end with --until"
        )
    if rules.longest and not 0 < proxy.until <= at + rules.longest:
        longest = show_duration(rules.longest)
        what = f"the charter lets a proxy last {longest} at most"
        return object_to("GOV-563", what, SOURCE, "name an earlier end with --until, and give it again when it is over")
    return ()


def _why_not_to(rules: ProxyRules, proxy: Proxy, step: Step, given: InForce, at: int) -> Objections:
    """Object to somebody who cannot vote, who carries enough votes, or from whom the vote would come back."""
    if proxy.to == proxy.member or proxy.to not in step.charter.electorate:
        what = f"{proxy.to} is not another active member"
        return object_to("GOV-562", what, SOURCE, "git gov member list shows who is")
    alive = tuple(each for each in given.values() if each.alive(at) and each.member in step.charter.electorate)
    held = {
        each.member
        for each in alive
        if each.to == proxy.to and each.member != proxy.member and each.scope.meet(proxy.scope) is not None
    }
    if len(held) >= rules.most:
        what = f"{proxy.to} holds proxies of {', '.join(sorted(held))}, and the charter lets a member hold {rules.most}"
        return object_to("GOV-564", what, SOURCE, "give it to another member")
    if way := _circle(alive, proxy):
        what = f"the vote would go in a circle: {' to '.join(way)}"
        return object_to("GOV-565", what, SOURCE, f"give it to another member, or ask {way[1]} to withdraw")
    return ()


def _circle(alive: Collection[Proxy], new: Proxy) -> tuple[Member, ...]:
    """Return the way on which a vote would come back to who gives the proxy, or nothing."""
    mine = [each for each in alive if each.member == new.member and each.scope.rank > new.scope.rank]
    ahead: list[tuple[Member, Scope, tuple[Member, ...]]] = [(new.to, new.scope, (new.member, new.to))]
    seen: set[tuple[Member, Scope]] = set()
    while ahead:
        member, scope, way = ahead.pop()
        if member == new.member:
            if not any(each.scope.covers(scope) for each in mine):
                return way
        elif (member, scope) not in seen:
            seen.add((member, scope))
            ahead += [(to, within, (*way, to)) for to, within in _onward(alive, member, scope)]
    return ()


def _onward(alive: Collection[Proxy], member: Member, scope: Scope) -> Iterator[tuple[Member, Scope]]:
    """Yield to whom votes within a scope go on from a member: all of them by the most specific proxy, and some by narrower ones."""
    theirs = [each for each in alive if each.member == member]
    covering = [each for each in theirs if each.scope.covers(scope)]
    if covering:
        yield max(covering, key=lambda each: each.scope.rank).to, scope
    for each in theirs:
        within = each.scope.meet(scope)
        if within is not None and within != scope:
            yield each.to, within


def _why_not_withdrawn(event: Event, given: InForce) -> Objections:
    proxy = next((each for each in given.values() if each.id == event.thread), None)
    if proxy is None:
        what = f"no proxy {event.thread[:12]} is in force: it was withdrawn, replaced, or never lawfully given"
        return object_to("GOV-567", what, SOURCE, "git vote proxy list shows those in force")
    if event.actor not in {proxy.member, proxy.to}:
        what = f"the proxy {short(proxy.id)} is {proxy.member}'s to withdraw, or {proxy.to}'s to decline"
        return object_to("GOV-566", what, SOURCE, "git vote proxy list shows your own")
    return ()
