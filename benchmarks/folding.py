"""How long it takes to fold one motion: a debate with amendments that are voted on, of 100 events and of many more."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from benchmarks.figure import Figure
from benchmarks.growth import growth
from benchmarks.members import Voter, body
from gitgov.chamber.draft import from_template
from gitgov.charter.chain import Chain
from gitgov.charter.events import Genesis
from gitgov.core.ids import EventId, Member, Oid
from gitgov.core.line import NAMESPACE, seal
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Body, Draft, Event
from gitgov.procedure.constitution import constitute, find_genesis
from gitgov.procedure.events import ALL_KINDS, MotionAnnounced, MotionMoved, SpeechMade
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import rule
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.motions.process import Process
from gitgov.procedure.opening import open_floor
from gitgov.tally.count import count
from gitgov.tally.events import BallotCast

MEMBERS = 20
SPEECHES = 30
"""Between one amendment and the next."""
ROOT = Oid("1" * 40)
START = 1_800_000_000
_KIND_OF = {kind.body: kind for kind in ALL_KINDS.values()}


def folding(repetitions: int, sizes: Sequence[int]) -> list[Figure]:
    """Times the fold of a motion of each size; of each event, against one of the smallest."""
    made = {f"{size:,} events": debated(size) for size in sizes}
    return growth("folding a motion, each of {}, to each of {}", made, repetitions)


def debated(size: int) -> tuple[Chain, list[Event]]:
    """Returns a motion of about so many events: speeches, and amendments that eleven of twenty members carry."""
    chain = founded(body(MEMBERS))
    debate = Thread(chain, MotionMoved(question=Process(text="Releases happen on Fridays.")))
    while len(debate.events) < size:
        for place in range(SPEECHES):
            debate.do(place, SpeechMade(side="for", text="Consider it well."))
        debate.amend()
    return chain, debate.events


def founded(voters: Sequence[Voter]) -> Chain:
    """Returns the chain of a body that its first member has founded by the team template."""
    text = from_template("team", "bench", {each.name: [each.signer.public] for each in voters})
    founder = voters[0]
    draft = Draft(
        founder.name, START, Genesis(charter=text, founding=False, refs=[]), "charter.genesis", (), "", ROOT, ""
    )
    event = event_bytes(draft, founder.fingerprint)
    line = seal(event, founder.fingerprint, founder.signer.sign(event, NAMESPACE))
    return constitute(find_genesis([line]), [line]).chain


class Thread:
    """One floor as it grows. Events are made without their lines, as the fold asks for neither bytes nor signatures."""

    def __init__(self, chain: Chain, opening: Body) -> None:
        self.chain = chain
        self.members = sorted(chain.charter.electorate)
        self.events: list[Event] = []
        self.lineage: dict[EventId, Event] = {}
        self.floor: Floor | None = None
        self.do(0, opening)

    def do(self, place: int, said: Body) -> EventId:
        """Lets a member do something, having seen all that was done."""
        actor, kind = Member(self.members[place % len(self.members)]), _KIND_OF[type(said)]
        made = EventId(hashlib.sha256(str(len(self.events)).encode()).hexdigest())
        last = tuple(event.id for event in self.events[-1:])
        key = self.chain.charter.people[actor].keys[0].fingerprint
        event = Event(
            made, actor, START + len(self.events), said, kind.name, (*last, self.chain.repo), self.chain.repo, ROOT,
            self.events[0].id if self.events else made, kind.version, key, b"",
        )  # fmt: skip
        self.events.append(event)
        self.lineage[made] = event
        self.floor = open_floor(self.chain, event, self.lineage) if self.floor is None else rule(self.floor, event)
        if self.floor.out_of_order:
            raise RuntimeError(str(self.floor.out_of_order[0].objections[0]))
        return made

    def amend(self) -> None:
        """Moves an amendment, carries it, and announces that."""
        moved = self.do(1, MotionMoved(question=Amend(insert=f"({len(self.events)})"), on=self.events[0].id))
        ballots = [self.do(place, BallotCast(choice="aye", on=moved)) for place in range(MEMBERS // 2 + 1)]
        motion = self.floor.motions[moved] if self.floor else None
        if motion is None:
            raise RuntimeError("an amendment is gone")
        arithmetic = count(motion.rules, motion.tally()).arithmetic
        self.do(
            0, MotionAnnounced(on=moved, result="carried", counted=sorted(ballots), refused=[], arithmetic=arithmetic)
        )
