"""Making a repository whose ledger has as many events as wanted, every line really signed and every merge really made.

A decided motion is seven events: moved, five ballots, announced. `git gov verify` finds nothing wrong with what is made
here; beside the merged motions there is one that is decided but not merged, and there are open ones.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from benchmarks.history import Code, root
from benchmarks.importing import GITGOV, Importer
from benchmarks.members import Voter
from gitgov.chamber import clock
from gitgov.chamber.draft import from_template
from gitgov.chamber.found import found
from gitgov.charter.charter import RuleSet
from gitgov.charter.read import read
from gitgov.core.ids import EventId, Member
from gitgov.core.line import NAMESPACE, Sealed, seal
from gitgov.git.notetree import new_path
from gitgov.git.repository import open_repository
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Body, Draft
from gitgov.procedure.events import ALL_KINDS, DecisionEnacted, MotionAnnounced, MotionMoved
from gitgov.procedure.motions import read_back
from gitgov.procedure.motions.merge import Merge
from gitgov.tally.count import count, tally
from gitgov.tally.events import BallotCast

BALLOTS = 5
EVENTS = BALLOTS + 2
"""Events of a decided motion."""
STEP = 60
"""Seconds from one motion to the next."""
MAIN = "refs/heads/main"
READY = "refs/heads/ready"
"""The merge of the motion that is decided, but not merged into main yet."""
_KIND_OF = {kind.body: kind for kind in ALL_KINDS.values()}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make: `motions` merged ones and one ready to be merged, and `pending` ones with so many ballots each.

    Without any merged motion there is none ready to be merged either, and the body may have any size from one on.
    `batched` writes the ballots of a motion in one notes commit, as a server folds an inbox, instead of one each;
    `enacted` adds the record that `git gov enact` leaves after the merge.
    """

    motions: int
    pending: int = 1
    ballots: int = 2
    batched: bool = False
    enacted: bool = False

    @classmethod
    def of_events(cls, events: int) -> Recipe:
        """Returns the recipe for about as many events: motions of seven, one of them not merged yet."""
        return cls(max(1, events // EVENTS - 1))


@dataclass(frozen=True, slots=True)
class Made:
    """A made repository: its folder, the body, how many events it holds, and the ids of the pending motions."""

    path: Path
    voters: tuple[Voter, ...]
    events: int
    pending: tuple[str, ...]


def make(path: Path, voters: Sequence[Voter], recipe: Recipe) -> Made:
    """Makes a repository at `path`, which must not exist; about 2,500 motions in 10 s."""
    start = clock.now() - 7200 - STEP * (recipe.motions + recipe.pending)
    subprocess.run(["git", "init", "--quiet", "-b", "main", path], check=True)
    with Importer(path) as importer:
        root(importer, start)
    repo = open_repository(path)
    text = from_template("team", "bench", {each.name: [each.signer.public] for each in voters})
    genesis = found(repo, voters[0].signer, text, lambda: start, founding=False)
    with Importer(path) as importer:
        writer = _Writer(importer, genesis.id, tuple(voters), recipe, read(text).rules["merge"])
        pending = writer.write(repo.tip(MAIN), start + STEP)
    subprocess.run(["git", "update-ref", "-d", "refs/bench/branch"], cwd=path, check=True)
    return Made(path, tuple(voters), writer.events + 1, pending)


class _Writer:
    """Writes code and ledger side by side: a line names the head it is about, a merge names the lines it rests on."""

    def __init__(
        self, importer: Importer, genesis: EventId, voters: tuple[Voter, ...], recipe: Recipe, rules: RuleSet
    ) -> None:
        self.importer = importer
        self.genesis = genesis
        self.voters = voters
        self.recipe = recipe
        self.rules = rules
        self.events = 0

    def write(self, base: str, at: int) -> tuple[str, ...]:
        """Writes all motions; `base` is where main stands. Returns the ids of the pending ones."""
        code = Code(self.importer, base)
        for number in range(self.recipe.motions):
            self._decided(code, number, at + STEP * number, MAIN)
        at += STEP * self.recipe.motions
        if self.recipe.motions:
            self._decided(code, self.recipe.motions, at, READY)
        return tuple(
            self._pending(code, self.recipe.motions + 1 + number, at + STEP * (number + 1))
            for number in range(self.recipe.pending)
        )

    def _decided(self, code: Code, number: int, at: int, target: str) -> None:
        mark, files = code.branch(at)
        head = self.importer.oid(mark)
        matter = _Matter(self, head, number, at)
        motion = matter.moved()
        chosen = matter.ballots(BALLOTS)
        decision = matter.announced(chosen)
        words = _message(matter.question, motion, decision)
        old = code.main[-1]
        merged = code.merge(at + 20, mark, files, words, target)
        if self.recipe.enacted and target == MAIN:
            places = [self.importer.oid(each) if each.startswith(":") else each for each in (old, merged)]
            matter.enacted(decision, *places)

    def _pending(self, code: Code, number: int, at: int) -> str:
        mark, _ = code.branch(at)
        matter = _Matter(self, self.importer.oid(mark), number, at)
        motion = matter.moved()
        matter.ballots(self.recipe.ballots)
        self.importer.reset(f"refs/heads/feature/{number}", mark)
        return motion


class _Matter:
    """One motion: its lines, and the notes on its head."""

    def __init__(self, writer: _Writer, head: str, number: int, at: int) -> None:
        self.writer = writer
        self.number = number
        self.at = at
        self.question = Merge(branch=f"feature/{number}", head=head, into=MAIN)
        self.thread = ""
        self.tips: tuple[str, ...] = ()
        self._notes: dict[str, bytes] = {}

    def moved(self) -> str:
        """Moves the question; returns the motion's id."""
        self.thread, line = self._sign(0, MotionMoved(question=self.question), self.at)
        self._append("motions", [line])
        self.tips = (self.thread,)
        return self.thread

    def ballots(self, many: int) -> dict[str, str]:
        """Casts ballots, each having seen the one before it; the fourth and fifth know nothing of each other."""
        cast: dict[str, str] = {}
        lines, past = [], [self.tips]
        for place in range(many):
            self.tips = past[min(place, BALLOTS - 2)]
            ballot, line = self._sign(place, BallotCast(choice=_choice(self.number, place)), self.at + 1 + place)
            cast[ballot] = _choice(self.number, place)
            past.append((ballot,))
            lines.append(line)
        self.tips = tuple(each for seen in past[min(many, BALLOTS - 1) :] for each in seen)
        for batch in [lines] * bool(lines) if self.writer.recipe.batched else [[line] for line in lines]:
            self._append("votes", batch)
        return cast

    def announced(self, cast: dict[str, str]) -> str:
        """Announces the result; returns the announcement's id."""
        arithmetic = _arithmetic(self.writer.rules, tuple(cast.values()), len(self.writer.voters))
        body = MotionAnnounced(result="carried", counted=sorted(cast), refused=[], arithmetic=arithmetic)
        decision, line = self._sign(0, body, self.at + 10)
        self._append("decisions", [line])
        self.tips = (decision,)
        return decision

    def enacted(self, decision: str, old: str, new: str) -> None:
        """Records the merge."""
        body = DecisionEnacted(decision=decision, ref=MAIN, old=old, new=new)
        self._append("decisions", [self._sign(0, body, self.at + 30)[1]])

    def _sign(self, place: int, body: Body, at: int) -> tuple[str, bytes]:
        voter, genesis, kind = self.writer.voters[place], self.writer.genesis, _KIND_OF[type(body)]
        parents = (*self.tips, genesis)
        draft = Draft(voter.name, at, body, kind.name, parents, genesis, self.question.head, self.thread)
        event = event_bytes(draft, voter.fingerprint)
        signature = voter.signer.sign(event, NAMESPACE)
        self.writer.events += 1
        return Sealed(event, "", b"").id, seal(event, voter.fingerprint, signature)

    def _append(self, room: str, lines: list[bytes]) -> None:
        content = self._notes.get(room, b"") + b"".join(line + b"\n" for line in lines)
        self._notes[room] = content
        words, files = f"gitgov: {len(lines)} new", {new_path(self.question.head): content}
        self.writer.importer.commit(f"refs/notes/gov/{room}", self.at, words, files, who=GITGOV)


def _choice(number: int, place: int) -> Literal["aye", "nay", "abstain"]:
    """Says how a member votes: two in five motions have a nay, one in seven an abstention; all carry."""
    if place == 1 and number % 5 < 2:
        return "nay"
    return "abstain" if place == 3 and number % 7 == 0 else "aye"


@cache
def _arithmetic(rules: RuleSet, choices: tuple[str, ...], electorate: int) -> str:
    members = [Member(str(place)) for place in range(electorate)]
    return count(rules, tally(dict(zip(members, choices, strict=False)), frozenset(members))).arithmetic


def _message(question: Merge, motion: str, decision: str) -> str:
    """Writes the message of a merge as `git gov enact` does."""
    title = read_back(question)
    trailers = f"Motion: {motion}\nDecision: {decision}\nRatified-Head: {question.head}\n"
    return f"{title[0].upper()}{title[1:]}\n\n{trailers}"
