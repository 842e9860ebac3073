"""The chain of charters: a fold over the charter thread, each step a barrier in the log.

A step names the one before it, and the heads of every thread that its author has seen. What claims an older step but
lies outside of the next one's past comes too late. A change is lawful only if `authorised` says so: that is asked of
procedure, which alone knows decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from gitgov.charter.charter import Charter
from gitgov.charter.events import Adopted, Constituted, Covered, Genesis, Revised
from gitgov.charter.proxies import Register
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from gitgov.core.ids import OID, EventId, Member, Oid
from gitgov.core.objection import Objection
from gitgov.core.openpgp import PgpKey
from gitgov.core.sshkeys import PublicKey
from gitgov.ledger.event import Event
from gitgov.ledger.order import in_order
from gitgov.ledger.ruling import Ruling


class Step(NamedTuple):
    """A charter in force from `id` on; `past` are the ids that it names as seen."""

    id: EventId
    at: int
    charter: Charter
    past: frozenset[EventId]
    constituted: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """The charters of a repository, oldest first, with the baseline of its protected refs.

    `covered` are the parts of what the next step covers, where its heads are too many for one line. `proxies` lie on the
    same commit, and so are known wherever the charters are; so are `invoked`, the invocations of standing orders in order,
    each with what is objected to it: nothing, where it is lawful. `opened` says when each matter there was opened, by its first record.
    """

    repo: EventId
    subject: Oid
    founder: Member
    baseline: Mapping[str, Oid]
    steps: tuple[Step, ...]
    index: Mapping[EventId, int]
    keys: Mapping[str, PublicKey]
    covered: Mapping[EventId, frozenset[EventId]] = field(default_factory=dict)
    out_of_order: tuple[Ruling, ...] = ()
    proxies: Register = field(default_factory=Register)
    invoked: Mapping[EventId, Ruling] = field(default_factory=dict)
    opened: Mapping[EventId, int] = field(default_factory=dict)

    @property
    def head(self) -> Step:
        """The step in force."""
        return self.steps[-1]

    @property
    def charter(self) -> Charter:
        """The charter in force."""
        return self.steps[-1].charter

    @property
    def charters(self) -> tuple[Charter, ...]:
        """All charters, the one in force first."""
        return tuple(step.charter for step in reversed(self.steps))

    @property
    def pgp_keys(self) -> frozenset[PgpKey]:
        """The OpenPGP keys of all members under any charter."""
        people = (person for step in self.steps for person in step.charter.people.values())
        return frozenset(key for person in people for key in person.pgp)

    @property
    def keepers(self) -> frozenset[str]:
        """The fingerprints of the keys that signed receipts under any charter."""
        return frozenset().union(*(step.charter.keepers for step in self.steps))

    def step_of(self, event: Event) -> Step | None:
        """Return the step under which an event acts: the latest that it names as a parent."""
        latest = -1
        for parent in event.parents:
            latest = max(latest, self.index.get(parent, -1))
        return self.steps[latest] if latest >= 0 else None

    def past_of(self, event: Event) -> frozenset[EventId]:
        """Return what a step covers: its parents, and those of the parts that it names."""
        parts = (self.covered[parent] for parent in event.parents if parent in self.covered)
        return frozenset(event.parents).union(*parts)

    def successor(self, step: Step) -> Step | None:
        """Return the step after `step`, if there is one."""
        following = self.index[step.id] + 1
        return self.steps[following] if following < len(self.steps) else None


def with_matters(chain: Chain, events: Collection[Event]) -> Chain:
    """Return a chain that knows of the matters that were opened by events on its commit."""
    return replace(chain, opened={event.id: event.at for event in events if event.opens})


Authorised = Callable[[Event, Chain], tuple[Objection, ...]]


def founded(genesis: Event) -> Chain:
    """Begin a chain with its genesis; raises `BadInput` if its charter cannot be read."""
    body = genesis.body
    if not isinstance(body, Genesis):
        raise BadInput(f"{genesis.id[:12]} is not a genesis")
    charter = read(body.charter)
    if charter.owners.get(genesis.key) != genesis.actor:
        raise BadInput(f"genesis {genesis.id[:12]} is not signed by a key of {genesis.actor} on its own roll")
    step = Step(genesis.id, genesis.at, charter, frozenset(), constituted=not body.founding)
    rows = {name: oid for name, oid in rows_of(body.refs).items() if charter.protects(name)}
    return Chain(
        genesis.id, genesis.subject, genesis.actor, MappingProxyType(rows), (step,), {genesis.id: 0}, _keys(charter)
    )


def fold_chain(genesis: Event, events: Collection[Event], authorised: Authorised) -> Chain:
    """Fold the charter thread; total: what is unlawful is ruled out with its reasons."""
    chain = founded(genesis)
    for event in in_order([each for each in events if each.id != genesis.id]):
        objections = why_not(chain, event, authorised)
        chain = (
            replace(chain, out_of_order=(*chain.out_of_order, Ruling(event, objections)))
            if objections
            else _advance(chain, event)
        )
    return chain


def why_not(chain: Chain, event: Event, authorised: Authorised) -> tuple[Objection, ...]:
    """Say why a charter event is out of order, or nothing."""
    if event.thread != chain.repo or event.subject != chain.subject:
        return (
            Objection(
                "GOV-403", f"{event.kind} {event.id[:12]} lies outside of the charter's thread", records=(event.id,)
            ),
        )
    if chain.head.id not in event.parents:
        return (
            Objection(
                "GOV-401",
                "the charter has moved on since this step was drawn up",
                "charter versions are monotonic",
                "git gov sync, then again",
                (event.id,),
            ),
        )
    if chain.charter.owners.get(event.key) != event.actor or event.actor not in chain.charter.electorate:
        return (
            Objection("GOV-402", f"{event.actor} is not an active member with key {event.key}", records=(event.id,)),
        )
    match event.body:
        case Constituted() | Revised():
            return _why_not_found(chain, event) or _why_not_text(chain, event)
        case Adopted():
            return _why_not_text(chain, event) or authorised(event, chain)
        case Covered():
            return ()
        case _:
            return (Objection("GOV-403", f"a {event.kind} has no place in the charter thread", records=(event.id,)),)


def _why_not_found(chain: Chain, event: Event) -> tuple[Objection, ...]:
    if chain.head.constituted:
        return (
            Objection(
                "GOV-404",
                "the body is constituted: its charter changes only by a carried motion",
                "RONR (12th ed.) 57:1",
                "git motion charter FILE",
                (event.id,),
            ),
        )
    if event.actor != chain.founder:
        return (
            Objection(
                "GOV-405",
                f"until the body is constituted, only its founder {chain.founder} may do this",
                records=(event.id,),
            ),
        )
    return ()


def _why_not_text(chain: Chain, event: Event) -> tuple[Objection, ...]:
    if isinstance(event.body, Constituted):
        return ()
    objections = why_not_charter(chain, event.body.charter)  # type: ignore[attr-defined]
    return objections or (_why_not_leave(chain, event) if isinstance(event.body, Revised) else ())


def _why_not_leave(chain: Chain, event: Event) -> tuple[Objection, ...]:
    """Object to a revision after which nobody could constitute the body."""
    if chain.founder in read(event.body.charter).electorate:  # type: ignore[attr-defined]
        return ()
    return (
        Objection(
            "GOV-408",
            f"only its founder {chain.founder} can constitute the body, and would be off its roll",
            remedy=f"git gov constitute first, then git gov member retire {chain.founder}",
            records=(event.id,),
        ),
    )


def why_not_charter(chain: Chain, text: str) -> tuple[Objection, ...]:
    """Say why a text cannot follow the charter in force: unreadable, or not the next version."""
    try:
        charter = read(text)
    except BadInput as error:
        return (Objection("GOV-406", error.what, remedy=error.remedy),)
    if charter.version != chain.charter.version + 1:
        return (
            Objection(
                "GOV-407",
                f"the charter in force is version {chain.charter.version}, so the next is {chain.charter.version + 1}, not {charter.version}",
                remedy=f"set version = {chain.charter.version + 1}",
            ),
        )
    return ()


def _advance(chain: Chain, event: Event) -> Chain:
    body = event.body
    if isinstance(body, Covered):
        return replace(chain, covered={**chain.covered, event.id: frozenset(event.parents)})
    charter, constituted, baseline = chain.charter, True, chain.baseline
    if isinstance(body, Revised | Adopted):
        charter, constituted = read(body.charter), chain.head.constituted
        new = newly_protected(chain, charter)
        baseline = {**{name: oid for name, oid in rows_of(body.refs).items() if new(name)}, **chain.baseline}
    step = Step(event.id, event.at, charter, chain.past_of(event), constituted)
    return replace(
        chain,
        baseline=baseline,
        steps=(*chain.steps, step),
        index={**chain.index, event.id: len(chain.steps)},
        keys={**chain.keys, **_keys(charter)},
    )


def newly_protected(chain: Chain, charter: Charter) -> Callable[[str], bool]:
    """Return what says of a ref whether `charter` would be the first in the chain to protect it.

    Only such a ref enters the baseline: of any other the gate has kept account, and where it stands proves nothing.
    """
    earlier = {(each.branches, each.tags): each for each in (step.charter for step in chain.steps)}.values()

    def newly(ref: str) -> bool:
        return charter.protects(ref) and ref not in chain.baseline and not any(each.protects(ref) for each in earlier)

    return newly


def rows_of(rows: list[str]) -> dict[str, Oid]:
    """Read `oid refname` rows; one that is not so written protects nothing and is left out."""
    pairs = (row.partition(" ") for row in rows)
    return {name: Oid(oid) for oid, _, name in pairs if OID.fullmatch(oid) and name}


def _keys(charter: Charter) -> dict[str, PublicKey]:
    return {key.fingerprint: key for person in charter.people.values() for key in person.keys}
