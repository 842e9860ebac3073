"""One event, one line: nobody can hide, double or reinterpret what another has signed."""

from __future__ import annotations

import itertools

import pytest

from gitgov.core.line import seal, unseal
from gitgov.core.objection import Objection
from gitgov.core.sshsig import signed_data
from gitgov.ledger.admission import Admission, admit
from gitgov.procedure.events import ALL_KINDS
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.lines import fingerprint, sealed
from tests.kit.softkeys import ed25519

BODY = team("alice", "bob", "carol").but(keys={"bob": ("bob", "bob's other key")})


def ballot() -> tuple[Body, str, bytes]:
    body = Body.found(BODY)
    motion = body.move("alice")
    vote = body.vote("bob", motion, "nay")
    return body, motion, body.event(vote).line


@pytest.mark.parametrize("thief", ["alice", "carol", "bob's other key"])
def test_a_ballot_signed_again_with_another_key_neither_hides_it_nor_counts(thief: str) -> None:
    body, motion, line = ballot()
    copy = sealed(unseal(line).event, thief)
    for lines in itertools.permutations([*body.lines, copy]):
        state = Body.read(lines).floor(motion)
        assert [each.member for each in state.main.ballots] == ["bob"]
        assert state.out_of_order == ()


def test_naming_another_key_beside_the_signature_changes_nothing() -> None:
    body, _, line = ballot()
    taken = unseal(line)
    other = fingerprint("bob's other key")
    signature = ed25519("bob's other key").sign(signed_data(taken.event, "gitgov"))
    admission = Admission(body.genesis.id, body.chain.keys, ALL_KINDS)
    for copy in (seal(taken.event, other, taken.signature), seal(taken.event, other, signature)):
        assert isinstance(admit(copy, admission), Objection)


def test_a_replayed_line_is_the_same_line() -> None:
    body, motion, line = ballot()
    assert body.add(line) == unseal(line).id
    assert len(body.state(motion).ballots) == 1


def test_a_ballot_is_bound_to_its_motion_its_commit_and_its_place() -> None:
    """The same words in another thread are another event, with another signature to make."""
    body, motion, line = ballot()
    other = body.move("alice", at=1)
    assert unseal(line).event.count(motion.encode()) == 2
    assert body.state(other).ballots == ()
