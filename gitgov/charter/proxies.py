"""The register of proxies: who has entrusted whom with which votes, as far as anybody has seen. A value.

It hangs on the chain, so that the law of every question can look at it. What may stand in it is asked of procedure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gitgov.core.ids import EventId, Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors, heads

KEPT = 64
"""Pasts whose proxies are remembered: most announcements have seen what the one before them had."""


class Scope(NamedTuple):
    """For which questions a proxy is: those of a kind, those of one matter, or all, where both are empty."""

    kind: str = ""
    motion: str = ""

    @property
    def rank(self) -> tuple[bool, bool]:
        """How specific it is: one matter goes before a kind, a kind before all."""
        return bool(self.motion), bool(self.kind)

    def covers(self, other: Scope) -> bool:
        """Say whether everything within the other scope is within this one."""
        return self.kind in {"", other.kind} and self.motion in {"", other.motion}

    def meet(self, other: Scope) -> Scope | None:
        """Return what is within both, or nothing."""
        met = Scope(self.kind or other.kind, self.motion or other.motion)
        return met if self.covers(met) and other.covers(met) else None


class Proxy(NamedTuple):
    """A proxy: `member` lets `to` vote within `scope`, before the instant `until` if that is not 0."""

    id: EventId
    member: Member
    to: Member
    scope: Scope
    until: int

    def alive(self, at: int) -> bool:
        """Say whether it has not expired at an instant."""
        return not self.until or at < self.until


class Act(NamedTuple):
    """A proxy that was lawfully given by the event `id`, or taken back."""

    id: EventId
    proxy: Proxy
    gives: bool


InForce = Mapping[tuple[Member, Scope], Proxy]
"""The proxies in force, in the order in which they were given: a member has one for a scope, the last."""


def entering(given: InForce, act: Act) -> InForce:
    """Return the proxies in force after an act. A later one for the same scope takes the place of an earlier one."""
    key, proxy = (act.proxy.member, act.proxy.scope), act.proxy
    if not act.gives and given.get(key) != proxy:
        return given
    left = {each: other for each, other in given.items() if each != key}
    return {**left, key: proxy} if act.gives else left


@dataclass(frozen=True)
class Register:
    """All events about proxies, the lawful acts among them in causal order, and the others with their objections."""

    events: Mapping[EventId, Event] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    refused: Mapping[EventId, tuple[Objection, ...]] = field(default_factory=dict)
    _known: dict[frozenset[EventId], InForce] = field(default_factory=dict, compare=False, repr=False)

    @property
    def heads(self) -> tuple[EventId, ...]:
        """The events that no other one has seen."""
        return heads(self.events.values())

    def in_force(self, named: Collection[EventId]) -> InForce:
        """Return the proxies in force in the past of these events; those that are about no proxies count for nothing.

        O(register) once for each past.
        """
        own = frozenset(each for each in named if each in self.events)
        if own not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[own] = self._in_force(ancestors(own, self.events))
        return self._known[own]

    def _in_force(self, seen: Collection[EventId]) -> InForce:
        given: dict[tuple[Member, Scope], Proxy] = {}
        for act in self.acts:
            key = (act.proxy.member, act.proxy.scope)
            if act.id in seen and (act.gives or given.get(key) == act.proxy):
                given.pop(key, None)
                given |= {key: act.proxy} if act.gives else {}
        return given
