"""Whose vote travels how: along proxies, from a member who does not vote in person to one who does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from gitgov.charter.charter import ProxyRules
from gitgov.charter.proxies import Proxy
from gitgov.core.ids import EventId, Member


class Way(NamedTuple):
    """The way of a vote: whose it is, the proxy it leaves by, and through whom it goes, the last of whom casts it."""

    member: Member
    proxy: EventId
    through: tuple[Member, ...]


def ways(
    proxies: Iterable[Proxy], voters: Collection[Member], able: Collection[Member], rules: ProxyRules
) -> tuple[Way, ...]:
    """Find the way of each vote that is not cast in person, in the order in which the proxies were given.

    `proxies` are those in force upon the question, oldest first; `voters` vote in person; only who is `able` gives or
    carries a vote. A vote that goes in a circle, or to somebody who does not vote, is not cast. Of more votes than one
    member may carry, those that were entrusted first are cast.
    """
    chosen = {member: each for member, each in most_specific(proxies).items() if member in able and each.to in able}
    carried: Counter[Member] = Counter()
    found = []
    for member, proxy in chosen.items():
        through = () if member in voters else _through(chosen, member, voters, chain=rules.chain)
        if through and carried[through[-1]] < rules.most:
            carried[through[-1]] += 1
            found.append(Way(member, proxy.id, through))
    return tuple(found)


def most_specific(proxies: Iterable[Proxy]) -> dict[Member, Proxy]:
    """Choose one proxy for each member: the most specific, and of equals the last."""
    chosen: dict[Member, Proxy] = {}
    for proxy in proxies:
        held = chosen.get(proxy.member)
        if held is None or proxy.scope.rank >= held.scope.rank:
            chosen.pop(proxy.member, None)  # its place in order is that of the one that counts
            chosen[proxy.member] = proxy
    return chosen


def _through(
    chosen: Mapping[Member, Proxy], member: Member, voters: Collection[Member], *, chain: bool
) -> tuple[Member, ...]:
    """Follow a vote to the first who votes in person; nobody, where it comes back or ends before."""
    way: dict[Member, None] = {}
    proxy = chosen.get(member)
    while proxy is not None and proxy.to != member and proxy.to not in way:
        way[proxy.to] = None
        if proxy.to in voters:
            return tuple(way)
        proxy = chosen.get(proxy.to) if chain else None
    return ()
