"""The votes that proxies bring to a question. Which of them count for a result is decided by what its announcement has seen."""

from __future__ import annotations

from collections.abc import Collection

from gitgov.charter.chain import Chain, Step
from gitgov.charter.proxies import Proxy, Scope
from gitgov.core.ids import EventId, Member
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.state import ByProxy, Motion
from gitgov.tally.proxies import most_specific, ways

SOURCE = "RONR (12th ed.) 45:70-71"


def witnessed(floor: Floor) -> tuple[EventId, ...]:
    """Return the heads of the register, which an announcement on a floor names where proxies are allowed there.

    So does the ballot of a chair who votes only to decide: whether it does depends on them.
    """
    return floor.chain.proxies.heads if floor.step.charter.proxies is not None else ()


def counted(floor: Floor, motion: Motion, at: int, named: Collection[EventId] | None = None) -> Motion:
    """Return a question with the votes that proxies bring to it at an instant; a decided one stays as it was decided.

    `named` are the parents of an announcement, in whose past a proxy must lie to count; else all that are here do. Who
    gives a vote and who carries it may vote on the question, and are active under the charter in force by then.
    """
    rules = motion.step.charter.proxies
    if rules is None or not floor.chain.proxies.events or motion.decision:
        return motion
    step = floor.chain.head if named is None else _step(floor.chain, named)
    voted = motion.last_ballots()
    found = {
        way.member: ByProxy(way.member, way.proxy, way.through, voted[way.through[-1]])
        for way in ways(_upon(floor, motion, at, named), voted, _able(motion, step), rules)
    }
    return motion.but(by_proxy=found)


def entrusted(floor: Floor, motion: Motion, at: int) -> dict[str, str]:
    """Return who of those that have not voted lets whom vote upon a question, as things stand at an instant."""
    if motion.step.charter.proxies is None or motion.decision:
        return {}
    able = _able(motion, floor.chain.head)
    chosen = most_specific(_upon(floor, motion, at)).values()
    return {each.member: each.to for each in chosen if each.member in able - motion.latest.keys() and each.to in able}


def _able(motion: Motion, step: Step) -> frozenset[Member]:
    """Return who gives or carries votes upon a question: who may vote on it, but for a chair who votes only to decide."""
    able = motion.voters & step.charter.electorate
    return able - {Member(motion.put_by)} if motion.rules.chair_votes == "deciding" else able


def _upon(floor: Floor, motion: Motion, at: int, named: Collection[EventId] | None = None) -> list[Proxy]:
    """List the proxies in force upon a question at an instant, oldest first; as `counted` has it."""
    rules, register = motion.step.charter.proxies, floor.chain.proxies
    matter = _matter(floor, motion)
    scope = Scope(matter.kind if matter.kind in matter.step.charter.rules else "main", matter.id)
    if rules is None or scope.kind not in rules.kinds or (floor.live and not rules.meetings):
        return []
    given = register.in_force(register.events if named is None else named)
    return [each for each in given.values() if each.alive(at) and each.scope.covers(scope)]


def _step(chain: Chain, named: Collection[EventId]) -> Step:
    """Return the latest charter among the parents of an announcement; before it is written, the one in force."""
    places = [chain.index[each] for each in named if each in chain.index]
    return chain.steps[max(places)] if places else chain.head


def _matter(floor: Floor, motion: Motion) -> Motion:
    """Return the main question that a question belongs to: the floor's own, or at a meeting what it applies to at last."""
    if not floor.live:
        return floor.main
    while target := floor.motions.get(EventId(motion.on)):
        motion = target
    return motion


def why_not_left_out(floor: Floor, motion: Motion, event: Event) -> tuple[Objection, ...]:
    """Object to an announcement that leaves out proxies which have arrived, and would count otherwise with them."""
    seen, every = event.parents, (*event.parents, *floor.chain.proxies.events)
    if counted(floor, motion, event.at, seen).by_proxy == counted(floor, motion, event.at, every).by_proxy:
        return ()
    what = "the announcement leaves out proxies that have arrived, and with them other votes count"
    return (Objection("GOV-568", what, SOURCE, "git gov sync, then announce again", (event.id,)),)
