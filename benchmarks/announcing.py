"""How long it takes to read a choice and judge its announcement: each member ranks ten options; of few ballots and of many."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.figure import Figure
from benchmarks.folding import Thread, founded
from benchmarks.growth import growth
from benchmarks.members import body
from gitgov.charter.chain import Chain
from gitgov.charter.charter import Person
from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.choose import Choose, ChooseTerms, Option
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotMarked

OPTIONS = tuple(f"option{number}" for number in range(10))


def announcing(repetitions: int, sizes: Sequence[int]) -> list[Figure]:
    """Times the fold of a choice with so many ballots; of each event, against one of the smallest."""
    made = {f"{size:,} ballots": chosen(size) for size in sizes}
    return growth("folding a choice and its announcement, each of {} over 10 options, to each of {}", made, repetitions)


def chosen(voters: int) -> tuple[Chain, list[Event]]:
    """Returns a choice on which each of so many members ranks all options, hardly two of them alike, with its result."""
    chain, chance = assembled(voters), random.Random(10)
    options = [Option(name=name) for name in OPTIONS]
    question = Choose(title="a name", options=options, terms=ChooseTerms(ties="order", status_quo=False))
    thread = Thread(chain, MotionMoved(question=question))
    for place in range(voters):
        thread.do(place, BallotMarked(ranking=[[name] for name in chance.sample(OPTIONS, len(OPTIONS))]))
    floor = thread.floor
    if floor is None:
        raise RuntimeError("the choice is gone")
    result = resolve(floor, floor.main, [thread.events[-1].id], thread.events[-1].at)
    if not isinstance(result, Decision):
        raise TypeError(result.what)
    thread.do(0, body_of(result))
    return chain, thread.events


def assembled(size: int) -> Chain:
    """Returns the chain of a body of so many members, which are more than the file of a charter could name."""
    voters = body(size)
    chain = founded(voters[:1])
    people = {Member(each.name): Person(Member(each.name), (each.signer.public,), frozenset(), True) for each in voters}
    owners = {each.fingerprint: Member(each.name) for each in voters}
    charter = chain.charter._replace(people=people, owners=owners, electorate=frozenset(people))
    return replace(chain, steps=(chain.head._replace(charter=charter),))
