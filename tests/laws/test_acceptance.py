"""A new roll takes a charter over when those who have signed could amend it again: they are let try."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from gitgov.core.ids import Member
from gitgov.procedure.acceptance import could_amend
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Draft, Value, team
from tests.kit.questions import change

NAMES = ("alice", "bob", "carol", "dave")
RULES: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {
        "threshold": st.sampled_from(["majority", "two-thirds", "unanimous"]),
        "basis": st.sampled_from(["cast", "present", "membership"]),
        "quorum": st.sampled_from(["1", "2", "> 1/2", ">= 3/4"]),
        "ayes": st.integers(0, 3),
        "second": st.booleans(),
        "mover_votes": st.booleans(),
        "seconder_votes": st.booleans(),
    },
    optional={"lazy": st.just("1d"), "ayes_of": st.just({"core": 1}), "otherwise": st.just(["majority of cast"])},
)


@settings(max_examples=25)
@given(RULES, st.integers(1, 4), st.sets(st.sampled_from(NAMES[:2])))
def test_who_has_signed_could_amend_it_again(rules: dict[str, Value], size: int, core: set[str]) -> None:
    """Some of them move, second and vote, and nobody else says anything: it is carried by just as many as the law says."""
    holders = dict.fromkeys(core or {"alice"}, ("core",))
    draft = team(*NAMES, **rules).but(roles=holders)
    able = could_amend(Body.found(draft).chain.charter, frozenset(map(Member, NAMES[:size])))
    assert able == (size == len(NAMES) or _do(draft, NAMES[:size]))


def _do(draft: Draft, members: Iterable[str]) -> bool:
    """Says whether some of these members carry a change of the charter, whoever of them moves and seconds it."""
    pairs = itertools.permutations([*members, ""], 2)
    return any(_carried(draft, tuple(members), mover, seconder) for mover, seconder in pairs if mover)


def _carried(draft: Draft, members: tuple[str, ...], mover: str, seconder: str) -> bool:
    body = Body.found(draft)
    motion = body.move(mover, change(draft.next()))
    if seconder:
        body.second(seconder, motion)
    for voter in members:
        body.vote(voter, motion, "aye")
    result = body.announce(mover, motion, at=8 * DAY)
    decision = body.state(motion).decision
    return body.codes(result) == () and decision is not None and decision.carried
