"""What another body has decided counts where a motion here names it, and where its own lines show it: every other case is ruled out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.events import BodyConcurred
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.lines import START
from tests.kit.questions import merge


@cache
def other(hold: str = "0s") -> Body:
    """The other body: dave and eve."""
    return Body.found(team("dave", "eve", hold=hold))


@cache
def theirs(
    branch: str = "feature/x", hold: str = "0s", ayes: Sequence[str] = ("dave", "eve")
) -> tuple[tuple[str, ...], EventId]:
    """Returns the lines of the other body and its motion, for which some have voted; carried where both have."""
    body = other(hold).clone()
    motion = body.move("dave", merge(branch))
    for each in ayes:
        body.vote(each, motion, "aye")
    if len(ayes) == 2:
        body.announce("dave", motion)
    return tuple(line.decode() for line in body.lines), motion


def here(*named: str) -> tuple[Body, EventId]:
    """Returns this body, where the merge of X together with others has been carried."""
    draft = team("alice", "bob").but(bodies={"org-b": other().genesis.id, "held": other("1d").genesis.id})
    body = Body.found(draft)
    motion = body.carry(merge().model_copy(update={"bodies": [*named]}), "alice", "bob")
    return body, motion.id


def said(lines: Sequence[str], motion: str, body: str = "org-b") -> BodyConcurred:
    return BodyConcurred(body=body, lines=[*lines], motion=motion)


def gate(motion: Motion, now: int = START + 9 * DAY) -> str:
    objection = why_not_ratified(motion, now)
    return objection.code if objection else ""


def test_it_waits_for_each_body_that_it_names() -> None:
    body, motion = here("org-b")
    assert gate(body.state(motion)) == "GOV-189"
    event = body.act("bob", motion, said(*theirs()))
    assert body.codes(event) == ()
    assert gate(body.state(motion)) == ""
    assert [(each.body, each.motion, each.member) for each in body.state(motion).concurred] == [
        ("org-b", theirs()[1], "bob")
    ]


def test_of_two_both_are_awaited() -> None:
    body, motion = here("held", "org-b")
    body.act("bob", motion, said(*theirs()))
    assert gate(body.state(motion)) == "GOV-189"
    body.act("bob", motion, said(*theirs(hold="1d"), "held"), at=2 * DAY)
    assert gate(body.state(motion)) == ""


def test_a_motion_that_names_none_waits_for_none_and_counts_none() -> None:
    body, motion = here()
    assert gate(body.state(motion)) == ""
    assert body.codes(body.act("bob", motion, said(*theirs()))) == ("GOV-592",)
    assert body.state(motion).concurred == ()


def test_a_body_that_the_charter_does_not_know_cannot_be_named() -> None:
    body, _ = here()
    moved = body.move("alice", merge("feature/y").model_copy(update={"bodies": ["org-c"]}))
    assert body.codes(moved) == ("GOV-591",)


LINES, MOTION = theirs()
FORGED = LINES[-1][:-12] + ("A" if LINES[-1][-12] != "A" else "B") + LINES[-1][-11:]


@pytest.mark.parametrize(
    ("lines", "motion", "word"),
    [
        (LINES[1:], MOTION, "genesis"),
        (theirs(hold="1d")[0], theirs(hold="1d")[1], "genesis"),
        (LINES[:-1], MOTION, "is not carried"),
        (theirs(ayes=("dave",))[0], theirs(ayes=("dave",))[1], "is not carried"),
        (theirs("feature/y")[0], theirs("feature/y")[1], "about other content"),
        ((*LINES[:-1], FORGED), MOTION, "sign"),
        ((*LINES, '{"forged":true}'), MOTION, "not a signed line"),
        ((*LINES, LINES[-1].replace("carried", "lost")), MOTION, "not signed"),
        (LINES, "0" * 64, "no motion"),
    ],
)
def test_what_shows_nothing(lines: Sequence[str], motion: str, word: str) -> None:
    body, ours = here("org-b")
    event = body.act("bob", ours, said(lines, motion))
    assert body.codes(event) == ("GOV-593",)
    assert word in body.why(event)[0].what
    assert gate(body.state(ours)) == "GOV-189"


def test_a_line_of_a_member_here_is_none_of_theirs() -> None:
    body, ours = here("org-b")
    own = [line.decode() for line in body.lines[1:2]]
    assert body.codes(body.act("bob", ours, said([*LINES, *own], MOTION))) == ("GOV-593",)


def test_their_hold_must_be_over_when_it_is_put_on_record() -> None:
    lines, motion = theirs(hold="1d")
    body, ours = here("held")
    early = body.act("bob", ours, said(lines, motion, "held"), at=DAY // 2)
    assert "on hold" in body.why(early)[0].what
    late = body.act("bob", ours, said(lines, motion, "held"), at=2 * DAY)
    assert body.codes(late) == ()


@given(st.permutations(LINES))
def test_the_order_of_their_lines_means_nothing(lines: list[str]) -> None:
    body, ours = here("org-b")
    assert body.codes(body.act("bob", ours, said(lines, MOTION))) == ()
