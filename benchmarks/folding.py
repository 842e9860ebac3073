"""How long it takes to fold one motion: a debate with amendments that are voted on, of 100 events and of many more."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Sequence
from functools import partial

from benchmarks.figure import Figure
from benchmarks.members import Voter, body
from benchmarks.timing import Sample, cpu_ratio, in_turns, ratio, seconds, watching
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
from gitgov.procedure.fold import fold, rule
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
TARGET = 2.0
_KIND_OF = {kind.body: kind for kind in ALL_KINDS.values()}


def folding(repetitions: int, sizes: Sequence[int]) -> list[Figure]:
    """Times the fold of a motion of each size; of each event, against one of the smallest."""
    least, *others = sizes
    made = {size: debated(size) for size in sizes}
    timed = {_named(size): partial(_fold, *made[size], max(1, max(sizes) // size // 10)) for size in sizes}
    with watching() as watch:
        samples = in_turns(timed, repetitions)
    base = samples[_named(least)]
    return [
        Figure(
            f"folding a motion, each of {size:,} events, to each of {least:,}", ratio(samples[_named(size)], base), "x",
            TARGET, cpu_ratio(samples[_named(size)], base),
            {_named(size): size * seconds(samples[_named(size)]).middle, _named(least): least * seconds(base).middle},
            watch.others,
        )
        for size in others
    ]  # fmt: skip


def _named(size: int) -> str:
    return f"{size:,} events"


def _fold(chain: Chain, events: Sequence[Event], times: int) -> Sample:
    """Folds so many times; the sample is of one event."""
    gc.collect()
    start, used = time.perf_counter(), time.process_time()
    for _ in range(times):
        fold(chain, events)
    each = times * len(events)
    return Sample((time.perf_counter() - start) / each, (time.process_time() - used) / each)


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
