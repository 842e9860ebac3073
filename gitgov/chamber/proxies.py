"""Giving and withdrawing proxies: ask the law, sign, append."""

from __future__ import annotations

from gitgov.chamber.acts import Actor, entry, signed
from gitgov.chamber.open import Chamber, Matter
from gitgov.charter.proxies import Proxy
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import EventId, Member, short
from gitgov.ledger.event import Body, Draft, Event
from gitgov.procedure.proxies import why_not
from gitgov.tally.events import ProxyGiven, ProxyWithdrawn


def give(chamber: Chamber, actor: Actor, body: ProxyGiven) -> Event:
    """Let another member vote for the one who acts."""
    return _record(chamber, actor, body, EventId(""))


def withdraw(chamber: Chamber, actor: Actor, proxy: Proxy) -> Event:
    """Take a proxy back, or decline one that the actor holds."""
    return _record(chamber, actor, ProxyWithdrawn(), proxy.id)


def instant(chamber: Chamber) -> int:
    """Return an instant that is not before any proxy that is here."""
    return max(chamber.now(), *(event.at for event in chamber.chain.proxies.events.values()), 0)


def longest(chamber: Chamber, at: int) -> int:
    """Return until when a proxy may last that is given at an instant; 0 where the charter sets no end to it."""
    rules = chamber.chain.charter.proxies
    return at + rules.longest if rules is not None and rules.longest else 0


def scope_of(matter: Matter) -> tuple[str, str]:
    """Return the kind and the id by which a proxy names the matter that a question belongs to."""
    main = matter.motion if matter.floor.live else matter.floor.main
    return main.kind, main.id


def in_force(chamber: Chamber) -> list[Proxy]:
    """List the proxies in force that have not expired, oldest first."""
    register, now = chamber.chain.proxies, chamber.now()
    return [each for each in register.in_force(register.events).values() if each.alive(now)]


def find_proxy(chamber: Chamber, member: Member, word: str) -> Proxy:
    """Find the proxy that a member means, of those given or held: by the other's name, its kind or a prefix of its id.

    Raises `BadInput` for none or several.
    """
    mine = [each for each in in_force(chamber) if member in {each.member, each.to}]
    given = [each for each in mine if each.member == member]
    if not word:
        found = given
    else:
        named = [each for each in given if word in {each.to, each.scope.kind}]
        named = named or [each for each in mine if each.member == word]
        found = named or [each for each in mine if len(word) >= 4 and each.id.startswith(word.lower())]
    if len(found) == 1:
        return found[0]
    what = f"{word!r} means no proxy" if word else "no proxy is"
    if not found:
        raise BadInput(f"{what} that {member} has given or holds", "git vote proxy list shows those in force")
    names = "; ".join(f"{short(each.id)} ({each.member} to {each.to})" for each in found[:8])
    raise BadInput(f"more than one proxy is meant: {names}", "name one of them by its id")


def _record(chamber: Chamber, actor: Actor, body: Body, thread: EventId) -> Event:
    """Record an act about a proxy: it has seen every other one that is here."""
    chain = chamber.chain
    parents = (*chain.proxies.heads, chain.head.id)
    kind = "proxy.given" if isinstance(body, ProxyGiven) else "proxy.withdrawn"
    draft = Draft(actor.name, instant(chamber), body, kind, parents, chain.repo, chain.subject, thread)
    event = signed(actor.signer, draft, chamber.admission)
    if objections := why_not(chain, event):
        raise Refused(objections)
    chamber.store.append([entry(event)])
    return event
