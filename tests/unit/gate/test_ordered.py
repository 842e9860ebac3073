"""Which ratified sequences hold, and what they bind."""

from __future__ import annotations

from itertools import permutations

import pytest

from gitgov.core.ids import EventId
from gitgov.gate.content import why_not_after
from gitgov.gate.ordered import Ahead, ahead_of, in_force, still_binding
from gitgov.procedure.motions.sequence import Sequence
from gitgov.procedure.records import Enactment
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.questions import merge, oid

A, B, C, D = (oid(name) for name in "abcd")
MAIN = "refs/heads/main"
PEOPLE = ("alice", "bob", "carol")


def body(**rules: str) -> Body:
    return Body.found(
        team(*PEOPLE, **rules).but(branches={"main": ("merge",), "next": ("merge",), "ff": ("fast-forward",)})
    )


def sequence(*heads: str, into: str = "main") -> Sequence:
    return Sequence(branches=[f"branch {at}" for at, _ in enumerate(heads)], heads=[*heads], into=f"refs/heads/{into}")


def carried(here: Body, *heads: str, into: str = "main", at: int = 0) -> Motion:
    """Carries a sequence, decided so many days after all else."""
    motion = here.carry(sequence(*heads, into=into), *PEOPLE)
    decision = motion.decision
    assert decision
    return motion.but(decision=decision._replace(at=decision.at + at * DAY))


def holding(*motions: Motion, ref: str = MAIN, now: int = 10**10) -> list[Motion]:
    """Returns what holds, whatever the order in which the motions are found."""
    (found,) = {tuple(each.id for each in in_force(some, ref, now)) for some in permutations(motions)}
    return [each for each in motions if each.id in found]


def test_a_later_sequence_replaces_those_that_share_a_head() -> None:
    here = body()
    first, second, third = carried(here, A, B), carried(here, B, C, at=1), carried(here, C, D, at=2)
    other = carried(here, oid("x"), oid("y"))
    assert holding(first, other) == [first, other]
    assert holding(first, second, other) == [second, other]
    assert holding(first, second, third) == [third], "what was replaced does not come back"
    assert holding(first, carried(here, B, A, into="next", at=1)) == [first]


def test_of_two_decided_in_one_second_the_later_moved_is_the_later() -> None:
    here = body()
    first, second = carried(here, A, B), carried(here, B, A)
    assert first.decision
    for earlier, later in ((first, second), (second, first)):
        moved = [each.but(at=at, decision=first.decision) for at, each in enumerate((earlier, later))]
        assert [each.id for each in holding(*moved)] == [later.id]


def test_what_is_not_carried_binds_nobody() -> None:
    here = body(hold="1d")
    first = carried(here, A, B)
    assert first.decision
    ends = first.decision.ends_hold
    assert holding(first, now=ends - 1) == []
    assert holding(first, now=ends) == [first]
    pending = here.state(here.move("alice", sequence(B, A)))
    assert holding(first, pending) == [first]
    assert holding(first.but(fate="rescinded")) == []
    later = carried(here, B, A, at=1)
    assert holding(first, later.but(fate="rescinded")) == [], "it was replaced before that one was rescinded"
    assert holding(first, later.but(fate="void")) == [first], "what is void never was"


def test_each_comes_after_all_before_it() -> None:
    motion = carried(body(), A, B, C)
    assert [each.head for each in ahead_of([motion], C)] == [A, B]
    assert ahead_of([motion], A) == ahead_of([motion], D) == ()


def test_looking_back_it_binds_only_what_came_later() -> None:
    here = body()
    motion, ahead = here.carry(merge(), *PEOPLE), Ahead(A, EventId("e" * 64), 5 * DAY)
    record = Enactment(EventId("f" * 64), here.state(motion.id).mover, 4 * DAY, MAIN, D, C)
    early, late = motion.but(enacted=(record,)), motion.but(enacted=(record._replace(at=6 * DAY),))
    assert still_binding([ahead], early, back=True) == ()
    assert still_binding([ahead], early, back=False) == (ahead,), "who pushes it again is bound"
    assert still_binding([ahead], late, back=True) == still_binding([ahead], motion, back=True) == (ahead,)


def test_it_says_by_which_sequence() -> None:
    motion = body().carry(merge(), *PEOPLE)
    found = why_not_after(motion, [], [Ahead(A, EventId("e" * 64), 0)])
    assert found
    assert (found.code, ", by the sequence of M-eeeeeeee" in found.what) == ("GOV-120", True)
    assert why_not_after(motion, [A], [Ahead(A, EventId("e" * 64), 0)]) is None
    forward = why_not_after(motion, None, [Ahead(A, EventId("e" * 64), 0)])
    assert forward
    assert "a fast-forward does not show" in forward.what


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (sequence(A, B, into="topic"), "GOV-330"),
        (sequence(A, B, into="ff"), "GOV-239"),
        (sequence(A, B).model_copy(update={"branches": ["a", "b", "c"]}), "GOV-240"),
        (sequence(A, B, A), "GOV-229"),
    ],
)
def test_what_is_no_order(question: Sequence, code: str) -> None:
    here = body()
    assert here.codes(here.move("alice", question)) == (code,)
