"""Recording that a decision was carried out: only of what was carried, after its hold, and by its name."""

from __future__ import annotations

import pytest

from gitgov.procedure.events import DecisionEnacted
from tests.kit.assembly import Body
from tests.kit.charters import DAY
from tests.kit.lines import START
from tests.kit.questions import oid, release


def carried(**rules: str | int | bool) -> tuple[Body, str]:
    body, motion = Body.pending(**rules)
    for voter in ("alice", "bob"):
        body.vote(voter, motion, "aye")
    body.announce("alice", motion)
    return body, motion


def test_an_enactment_is_remembered() -> None:
    body, motion = carried()
    record = body.enact("carol", motion)
    state = body.state(motion)
    (done,) = state.enacted
    assert (done.id, done.member, done.ref, done.old, done.new) == (
        record, "carol", "refs/heads/main", oid("old"), oid("new"),
    )  # fmt: skip
    assert state.phase(START) == "enacted"


def test_several_may_record_it() -> None:
    body, motion = carried()
    assert [body.codes(body.enact(who, motion)) for who in ("alice", "bob")] == [(), ()]
    assert len(body.state(motion).enacted) == 2


def test_nothing_undecided_lost_or_withdrawn_is_enacted() -> None:
    body, motion = Body.pending()
    assert body.codes(body.enact("alice", motion)) == ("GOV-334",)
    lost, withdrawn = body.clone(), body.clone()
    for voter in ("bob", "carol"):
        lost.vote(voter, motion, "nay")
    lost.announce("bob", motion)
    assert lost.codes(lost.enact("alice", motion)) == ("GOV-334",)
    withdrawn.withdraw("alice", motion)
    assert withdrawn.codes(withdrawn.enact("alice", motion)) == ("GOV-334",)


def test_not_before_the_hold_ends() -> None:
    body, motion = carried(hold="1d")
    assert body.decision(motion).ends_hold == START + DAY
    assert body.codes(body.enact("alice", motion, at=DAY - 1)) == ("GOV-335",)
    assert body.codes(body.enact("alice", motion, at=DAY)) == ()


@pytest.mark.parametrize("ref", ["refs/heads/other", "refs/tags/v1.0", "refs/heads/Main"])
def test_the_record_names_the_ref_of_the_motion(ref: str) -> None:
    body, motion = carried()
    assert body.codes(body.enact("alice", motion, ref)) == ("GOV-336",)


def test_the_record_names_the_decision() -> None:
    body, motion = carried()
    other = DecisionEnacted(decision="0" * 64, ref="refs/heads/main", old=oid("old"), new=oid("new"))
    assert body.codes(body.act("alice", motion, other)) == ("GOV-336",)


def test_a_release_opens_its_tag() -> None:
    body, motion = Body.pending(release())
    for voter in ("alice", "bob"):
        body.vote(voter, motion, "aye")
    body.announce("alice", motion)
    assert body.codes(body.enact("alice", motion)) == ("GOV-336",)
    assert body.codes(body.enact("alice", motion, "refs/tags/v1.0")) == ()


@pytest.mark.parametrize("second", range(6))
def test_an_agreeing_announcement_that_turns_up_later_undoes_no_enactment(second: int) -> None:
    body, motion = carried()
    other = body.clone()
    record = body.enact("alice", motion)
    parents = [ballot.id for ballot in body.state(motion).ballots]
    rival = other.announce("carol", motion, other.result(motion, parents=parents), parents=parents, at=second)
    body.unite(other)
    assert body.codes(rival) == ()
    assert body.codes(record) == ()
    assert body.state(motion).phase(START) == "enacted"
