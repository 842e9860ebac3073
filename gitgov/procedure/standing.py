"""Who may act at all, and under which charter: the questions that come before any rule of order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gitgov.charter.chain import Chain, Step
from gitgov.core.ids import EventId, Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors

Lineage = Mapping[EventId, Event]
RULE = "standing goes by position in the log, never by date"


def why_not_standing(chain: Chain, event: Event, lineage: Lineage) -> tuple[Objection, ...]:
    """Say why the actor has no standing for this event, or nothing.

    It has its place in the log, and the key belongs to the actor, who is active, on the roll of the charter it acts under.
    """
    return why_not_placed(chain, event, lineage) or _why_not_member(chain, event)


def why_not_placed(chain: Chain, event: Event, lineage: Lineage) -> tuple[Objection, ...]:
    """Say why an event has no place in the log, whoever has signed it, or nothing.

    Every parent is known, and none is dated later; it acts under a charter that was in force where it stands.
    """
    step = chain.step_of(event)
    if step is None:
        return (_objection(event, "GOV-302", "names no charter of this repository as a parent", remedy="git gov sync"),)
    for parent in event.parents:
        known = lineage.get(parent) or chain.proxies.events.get(parent)
        if known is None and parent not in chain.index:
            what = f"names a record that is missing here: {parent[:12]}"
            return (_objection(event, "GOV-301", what, remedy="git gov sync", missing=(parent,)),)
        if known is not None and known.at > event.at:
            return (
                _objection(event, "GOV-300", "is dated before what it answers", remedy="set the clock, then act again"),
            )
    if not _in_time(chain, step, event, lineage):
        return (
            _objection(
                event,
                "GOV-303",
                f"acts under charter version {step.charter.version}, which had been replaced",
                "git gov sync, then act again",
            ),
        )
    return ()


def why_not_advising(chain: Chain, event: Event, lineage: Lineage) -> tuple[Objection, ...]:
    """Say why the actor may not even propose by this event, or nothing: advisers may, who may do nothing else."""
    return why_not_placed(chain, event, lineage) or _why_not_member(chain, event, advising=True)


def _why_not_member(chain: Chain, event: Event, *, advising: bool = False) -> tuple[Objection, ...]:
    charter = (chain.step_of(event) or chain.head).charter
    if charter.owners.get(event.key) != event.actor:
        return (
            _objection(
                event, "GOV-304", f"key {event.key} is not {event.actor}'s under charter version {charter.version}"
            ),
        )
    if charter.advises(event.actor):
        what = f"is {event.actor}'s, an adviser under charter version {charter.version}, who may propose and do nothing else"
        return () if advising else (_objection(event, "GOV-339", what, "a member may: git gov member list"),)
    if event.actor not in charter.electorate:
        return (
            _objection(
                event, "GOV-305", f"{event.actor} is not an active member under charter version {charter.version}"
            ),
        )
    return ()


def _in_time(chain: Chain, step: Step, event: Event, lineage: Lineage) -> bool:
    """Say whether the event lies in the past of every charter step after the one it acts under."""
    successor = chain.successor(step)
    return successor is None or event.id in ancestors([each for each in lineage if each in successor.past], lineage)


def under(chain: Chain, step: Step) -> Chain:
    """Return the chain as it stood when a charter was in force: what is judged by that one, no later one changes."""
    return chain if step is chain.head else replace(chain, steps=(*chain.steps[: chain.index[step.id]], step))


def chairs(chain_step: Step, at: int, since: int) -> frozenset[Member]:
    """Return who may preside at `at`: the chairs, and after an absence of the chair since `since` the deputies too."""
    charter = chain_step.charter
    present = charter.holders("chair")
    return present | charter.holders("deputy") if at >= since + charter.absence else present


def _objection(event: Event, code: str, what: str, remedy: str = "", missing: tuple[str, ...] = ()) -> Objection:
    return Objection(code, f"{event.kind} {event.id[:12]} {what}", RULE, remedy, (event.id, *missing))
