"""The play: a repository, its ledger, and what the agents sign in it."""

import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from examples.increment.roster import EVERY_TEAM, TEAMS, TRAINS, agent
from gitgov.chamber import clock
from gitgov.chamber.acts import Actor, entry, move
from gitgov.chamber.acts import drawn_up as act_upon
from gitgov.chamber.found import found
from gitgov.chamber.increments import count, ratification_of, start
from gitgov.chamber.kinds import every_family
from gitgov.chamber.open import Chamber, open_chamber, reopened, the_matter
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import Decisions, drawn_up
from gitgov.cli.presiding import announce_result
from gitgov.core.errors import Refused
from gitgov.core.ids import EventId, Member
from gitgov.git.repository import open_repository
from gitgov.git.signers import Signer, find_signer
from gitgov.ledger.event import Body, Event
from gitgov.procedure.events import MotionMoved
from gitgov.sprints.increments.events import (
    ConfidenceAsked,
    ConfidenceGiven,
    DependencyDeclared,
    DependencyPromised,
    FeaturePlaced,
    IncrementPlanned,
    ObjectiveAchieved,
    ObjectiveSet,
    ObjectiveValued,
    RiskRaised,
    RiskRoamed,
    SyncPointSet,
)
from gitgov.sprints.increments.reading import predictability
from gitgov.sprints.increments.state import Increment
from gitgov.tally.events import BallotCast
from gitgov.threads.fold import Thread, fold
from gitgov.threads.rows import Seen

__all__ = ["TRAINS", "Misbehaved", "Play", "expect"]


class Misbehaved(Exception):
    """Something did not do what the play says it does."""


def expect(holds: object, what: str) -> None:
    """Raises `Misbehaved` unless `what` holds."""
    if not holds:
        raise Misbehaved(f"expected: {what}")


@dataclass
class Play:
    """A ledger and the thread of each train, growing; what was made late, what crosses trains, and how much was written."""

    place: Path
    chance: random.Random
    chamber: Chamber
    signers: dict[str, Signer]
    threads: dict[str, Thread] = field(default_factory=dict)
    late: set[EventId] = field(default_factory=set)
    needed: int = 0
    crossing: int = 0
    written: int = 0

    @classmethod
    def founded(cls, place: Path, chance: random.Random, charter: str) -> "Play":
        """Founds the body in a repository; the keys lie beside it."""
        signers = {name: find_signer(str(place.parent / agent(name))) for name in ("solution", *TRAINS, *EVERY_TEAM)}
        found(open_repository(place), signers["solution"], charter, clock.now, founding=False)
        return cls(place, chance, open_chamber(place), signers)

    def actor(self, name: str) -> Actor:
        """Returns the agent of a team or a train."""
        return Actor(Member(agent(name)), self.signers[name])

    def increment(self, train: str) -> Increment:
        """Returns the increment of a train as its thread stands."""
        state = self.threads[train].state
        if not isinstance(state, Increment):
            raise Misbehaved(f"expected: {train} has an increment")
        return state

    def sign(self, thread: Thread, who: str, *bodies: Body) -> list[Event]:
        """Signs acts, each asked of the law first, each having seen the one before; nothing is on record yet."""
        tip, signed = self.chamber.repo.tip("refs/heads/main"), []
        for body in bodies:
            event = drawn_up(self.chamber, self.actor(who), thread, body, tip)
            thread.take(event, Seen(self.chamber.chain, thread.events, Decisions(self.chamber).on([event])))
            signed.append(event)
        return signed

    def keep(self, events: list[Event]) -> None:
        """Puts what was signed on record."""
        self.written += self.chamber.store.append([entry(each) for each in events])

    def frame(self, train: str) -> None:
        """Lets the lead of a train set the frame of PI1."""
        thread = self.threads[train] = Thread(every_family())
        frame = IncrementPlanned(increment="PI1", team=train, begins="2026-01-05", iterations=5, weeks=2)
        self.keep(self.sign(thread, train, frame, SyncPointSet(point="demo", day="2026-02-13", teams=TEAMS[train])))

    def plan(self, train: str) -> None:
        """Lets each team of a train plan with what it has seen: the frame. Then all of it is put together."""
        frame = list(self.threads[train].events.values())
        signed = [event for team in TEAMS[train] for event in self._of_team(self._clone(frame), team)]
        self.chance.shuffle(signed)
        self.threads[train] = self._clone([*frame, *signed])
        expect(not self.threads[train].out_of_order, "what fifty agents do at once is all in order")
        expect(
            self.threads[train].state == self._clone([*signed, *frame]).state, "the order of arrival changes nothing"
        )
        self.keep(signed)

    def _clone(self, events: list[Event]) -> Thread:
        return fold(self.chamber.chain, every_family(), events, Decisions(self.chamber).on(events))

    def _of_team(self, thread: Thread, team: str) -> list[Event]:
        own = [ObjectiveSet(team=team, objective=f"{team}-O1", text="What it promises")]
        own += [ObjectiveSet(team=team, objective=f"{team}-O2", text="And more", committed=False)]
        work = [
            FeaturePlaced(team=team, item=f"{team}-{number}", title="A feature", points=5, iteration=number)
            for number in range(1, 4)
        ]
        needs = []
        for number in (2, 3):
            provider = self.chance.choice([each for each in EVERY_TEAM if each != team])
            item = f"{provider}-{number - 1}"
            needs.append(DependencyDeclared(consumer=team, provider=provider, what="What it has made", need_by=number,
                                            feature=f"{team}-{number}", item=item))  # fmt: skip
            self.crossing += provider[:2] != team[:2]
        self.needed += len(needs)
        return self.sign(thread, team, *own, *work, *needs, RiskRaised(text="Nobody has done this before", team=team))

    def promise(self, train: str) -> None:
        """Lets providers promise what is needed, product owners set values, and leads roam risks."""
        thread, signed = self.threads[train], []
        for need in list(self.increment(train).dependencies.values()):
            iteration = need.need_by + (self.chance.random() < 0.1)
            promise = DependencyPromised(dependency=need.id, iteration=iteration, owner=agent(need.provider))
            signed += self.sign(thread, need.provider, promise)
            if iteration > need.need_by:
                self.late.add(need.id)
        for each in list(self.increment(train).objectives.values()):
            value = ObjectiveValued(team=each.team, objective=each.name, value=self.chance.randint(3, 10))
            signed += self.sign(thread, train, value)
        for risk in list(self.increment(train).risks):
            signed += self.sign(thread, train, RiskRoamed(risk=risk, roam="owned", owner=agent(train)))
        self.keep(signed)

    def refused_to_begin(self, train: str) -> None:
        """Raises `Misbehaved` if an increment begins that is not ratified, or of which nobody is sure."""
        try:
            self._start(self._clone(list(self.threads[train].events.values())), train)
        except Refused:
            return
        raise Misbehaved(f"expected: {train} may not begin yet")

    def confide(self, train: str) -> None:
        """Asks a train how sure it is: three to five fingers each."""
        thread = self.threads[train]
        (asked,) = signed = self.sign(thread, train, ConfidenceAsked())
        for team in TEAMS[train]:
            signed += self.sign(thread, team, ConfidenceGiven(vote=asked.id, fingers=self.chance.randint(3, 5)))
        signed += self.sign(thread, train, count(self.increment(train)))
        self.keep(signed)

    def ratify(self, train: str) -> None:
        """Moves that a train ratifies its plan; its own people vote, and the result is announced."""
        subject, question = self.increment(train).subject, ratification_of(self.increment(train))
        motion = move(self.chamber, self.actor(train), MotionMoved(question=question, why="As planned"), subject)
        chamber = reopened(self.chamber)
        floor = the_matter(chamber, motion.id, subject).floor
        chamber.store.append(
            [entry(act_upon(chamber, self.actor(team), floor, BallotCast(choice="aye"))) for team in TEAMS[train][:7]]
        )
        chamber = reopened(self.chamber)
        announce_result(chamber, self.actor(train), the_matter(chamber, motion.id, subject))
        self.written += 9

    def begin(self) -> None:
        """Starts all increments."""
        self.chamber = open_chamber(self.place)
        for train in TRAINS:
            event = self._start(self.threads[train], train)
            self.threads[train].take(
                event, Seen(self.chamber.chain, self.threads[train].events, Decisions(self.chamber).on([event]))
            )
            self.written += 1

    def _start(self, thread: Thread, train: str) -> Event:
        board = Board((), (), (thread,), (self.increment(train),))
        event = start(self.chamber, board, self.actor(train), self.increment(train))
        if event is None:
            raise Misbehaved(f"expected: {train} begins once")
        return event

    def achieve(self, train: str) -> tuple[int, int]:
        """Lets a product owner say what was reached; returns what was promised, and what was reached."""
        thread, signed = self.threads[train], []
        for each in list(self.increment(train).objectives.values()):
            least = each.value * 2 // 3 if each.committed else 0
            actual = self.chance.randint(least, each.value if each.committed else 1)
            signed += self.sign(thread, train, ObjectiveAchieved(team=each.team, objective=each.name, actual=actual))
        self.keep(signed)
        said = predictability(self.increment(train).objectives.values())
        return said.planned, said.actual

    def read_back(self) -> None:
        """Reads everything from git, signatures checked, as any clone would."""
        found = {each.train: each for each in read_board(open_chamber(self.place)).increments}
        expect(found == {train: self.increment(train) for train in TRAINS}, "what is read back is what was signed")

    def command(self, program: str, *words: str) -> str:
        """Types a command in the repository, and returns what it prints."""
        found = Path(sys.executable).parent / program
        done = subprocess.run([found, *words], cwd=self.place, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Misbehaved(f"{program} {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout
