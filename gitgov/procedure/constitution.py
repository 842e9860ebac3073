"""From raw lines on the root commit to the chain of charters: whoever has these lines has the law.

The charter thread, and every motion to change it, annotate one commit, so that its notes alone suffice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from gitgov.charter.chain import Authorised, Chain, fold_chain, with_matters
from gitgov.charter.events import Adopted, Genesis
from gitgov.charter.read import read
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import EventId
from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.core.sshkeys import PublicKey
from gitgov.ledger.admission import Admission, admit, check_signature, decode, open_line
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.acceptance import why_not_handed
from gitgov.procedure.events import ALL_KINDS
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.orders import with_orders
from gitgov.procedure.proxies import with_proxies
from gitgov.procedure.state import Motion


class Constitution(NamedTuple):
    """The chain of charters, the events that led to it, and the lines on its commit that were not admitted."""

    chain: Chain
    events: Mapping[EventId, Event]
    refused: tuple[tuple[bytes, Objection], ...]


def find_genesis(lines: Collection[bytes], pinned: str = "") -> Event:
    """Find the one genesis among the lines of the charter room.

    Raises `BadInput` if there is none, `Undecided` if there are several and none is pinned, or the pinned one is missing.
    """
    found = {event.id: event for line in lines if (event := _genesis(line, pinned))}
    if pinned:
        if EventId(pinned) not in found:
            other = f" (found {', '.join(sorted(found))})" if found else ""
            again = "git gov sync fetches it, where this clone was stopped while it first did; else "
            raise Undecided(
                f"the genesis pinned in this clone, {pinned}, is not in the charter room{other}",
                f"{'' if lines else again}this is another ledger, or a replaced one: compare with other members' clones",
            )
        return found[EventId(pinned)]
    if not found:
        raise BadInput("there is no charter here", "git gov init founds a body; git gov sync fetches one")
    if len(found) > 1:
        raise Undecided(
            f"the charter room holds several geneses: {', '.join(sorted(found))}",
            "pin the true one: git config gov.genesis ID",
        )
    return next(iter(found.values()))


def _genesis(line: bytes, pinned: str) -> Event | None:
    """Admit a genesis by the keys on its own roll; where one is pinned, no other is even read."""
    if b'"kind":"charter.genesis"' not in line:
        return None
    sealed = open_line(line)
    if isinstance(sealed, Objection) or (pinned and sealed.id != pinned):
        return None
    event = decode(line, sealed, Admission("", {}, ALL_KINDS))
    if not isinstance(event, Event) or not isinstance(event.body, Genesis):
        return None
    try:
        charter = read(event.body.charter)
    except BadInput:
        return None
    keys = {key.fingerprint: key for person in charter.people.values() for key in person.keys}
    if check_signature(sealed, keys) or charter.owners.get(event.key) != event.actor or event.parents:
        return None
    return event


def constitute(genesis: Event, lines: Collection[bytes]) -> Constitution:
    """Fold the lines on the charter's commit, of all rooms, into the constitution that begins with `genesis`.

    Keys enter the roll by charters, so lines are admitted in rounds until no further key appears.
    """
    events: dict[EventId, Event] = {genesis.id: genesis}
    waiting = {line: Objection("GOV-203", "not yet tried") for line in lines if line != genesis.line}
    keys: Mapping[str, PublicKey] = {}
    chain = fold_chain(genesis, (), _authority({}))
    while len(chain.keys) > len(keys):
        keys = chain.keys
        admission = Admission(genesis.id, keys, ALL_KINDS)
        for line in [line for line, objection in waiting.items() if objection.code == "GOV-203"]:
            result = admit(line, admission)
            if isinstance(result, Event) and result.subject == genesis.subject:
                del waiting[line]
                events[result.id] = result
            else:
                waiting[line] = misplaced(result, genesis.subject) if isinstance(result, Event) else result
        chain = fold_chain(genesis, _room(events), _authority(events))
    chain = with_orders(with_proxies(with_matters(chain, events.values()), events.values()), events.values())
    return Constitution(chain, events, tuple(waiting.items()))


def misplaced(event: Event, subject: str) -> Objection:
    """Object to a line that lies on another commit's note than its own."""
    what = f"record {event.id[:12]} lies on {subject[:12]}, but speaks of {event.subject[:12]}"
    return Objection("GOV-208", what, records=(event.id,))


def _room(events: Mapping[EventId, Event]) -> list[Event]:
    return [event for event in events.values() if event.kind.startswith("charter.")]


def _authority(events: Mapping[EventId, Event]) -> Authorised:
    def authorised(event: Event, chain: Chain) -> tuple[Objection, ...]:
        return why_not_adopt(event, chain, events.values())

    return authorised


def why_not_adopt(event: Event, chain: Chain, events: Collection[Event]) -> tuple[Objection, ...]:
    """Say why a charter may not take effect: only exactly as carried, under the old charter, after its hold, and accepted."""
    body = event.body
    if not isinstance(body, Adopted):
        return (Objection("GOV-403", f"a {event.kind} adopts nothing", records=(event.id,)),)
    thread = {each.id: each for each in events if each.thread == body.motion}
    seen = ancestors(event.parents, thread)  # what turns up beside the step later cannot undo it
    floor = fold(with_proxies(chain, events), [thread[each] for each in seen])
    motion = floor.motions.get(EventId(body.motion)) if isinstance(floor, Floor) else None
    if motion is None or not isinstance(floor, Floor) or not isinstance(motion.question, CharterChange):
        return (Objection("GOV-410", f"no charter motion {body.motion[:12]} was lawfully moved", records=(event.id,)),)
    decision = motion.decision
    suspended = motion.fate or motion.reconsidering
    if decision is None or suspended or not decision.carried or decision.id != body.decision:
        return (
            Objection(
                "GOV-411",
                f"{motion.name} has not been carried",
                "RONR (12th ed.) 57:1",
                f"git motion show {motion.name}",
                (event.id,),
            ),
        )
    if motion.step.id != chain.head.id:
        return (
            Objection(
                "GOV-412",
                f"{motion.name} was moved under charter version {motion.step.charter.version}, which has been replaced",
                remedy="move it again under the charter in force",
                records=(event.id,),
            ),
        )
    if event.at < decision.ends_hold:
        return (
            Objection(
                "GOV-413", f"{motion.name} is on hold until {show_instant(decision.ends_hold)}", records=(event.id,)
            ),
        )
    if body.charter != motion.question.text or decision.id not in event.parents:
        return (
            Objection(
                "GOV-414",
                f"the charter to be adopted is not, byte for byte, the one that {motion.name} carried",
                records=(event.id,),
            ),
        )
    return why_not_handed(floor, motion)


def adopted_by(chain: Chain, motion: Motion) -> str:
    """Return the id of the step by which a charter motion's text came into force; nothing where it has not."""
    question, decision = motion.question, motion.decision
    if not isinstance(question, CharterChange) or decision is None:
        return ""
    found = (step.id for step in chain.steps if decision.id in step.past and step.charter.text == question.text)
    return next(found, "")
