"""Who wrote what is merged, where the charter keeps authors from voting on it: all of them are named, and nobody else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Step
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.lines import START
from tests.kit.questions import merge, oid

OLD, X, NEW, TREE = oid("main"), oid("feature/x"), oid("the merge"), oid("the tree")
EMAILS = {"bob": ("Bob@example.org", "bob@home.example"), "carol": ("carol@example.org",)}


def carried(named: Sequence[str], *, author_votes: bool = False) -> Motion:
    """Carries the merge of feature/x, which names these authors."""
    draft = team("alice", "bob", "carol", "dave", author_votes=author_votes, quorum="1")
    here = Body.found(draft.but(emails=EMAILS, branches={"main": ("merge", "fast-forward")}))
    motion = here.move("alice", merge().model_copy(update={"authors": list(named)}))
    for voter in sorted(here.state(motion).electorate):
        here.vote(voter, motion, "aye")
    here.announce("alice", motion)
    return here.state(motion)


def codes(motion: Motion, wrote: Collection[str]) -> list[str]:
    """Lets the merge in that these addresses wrote, or not."""
    step = Step(NEW, (OLD, X), TREE)
    facts = BranchFacts((step,), True, {(OLD, X): TREE}, frozenset(), START, authors={(OLD, X): frozenset(wrote)})
    return [
        each.code for each in decide_branch(RefUpdate("refs/heads/main", OLD, NEW), facts, {X: [motion]}).objections
    ]


@pytest.mark.parametrize(
    ("named", "wrote", "expected"),
    [
        (["bob"], ["bob@example.org", "eve@example.org"], []),
        (["bob"], ["bob@home.example"], []),
        (["bob", "carol"], ["bob@example.org", "carol@example.org"], []),
        ([], ["eve@example.org"], []),
        ([], ["bob@example.org"], ["GOV-558"]),
        (["bob"], ["bob@example.org", "carol@example.org"], ["GOV-558"]),
        (["bob", "carol"], ["bob@example.org"], ["GOV-558"]),
    ],
    ids=[
        "an outsider too",
        "by another address",
        "both",
        "an outsider",
        "left out",
        "one left out",
        "kept out for nothing",
    ],
)
def test_exactly_the_authors_are_named(named: list[str], wrote: list[str], expected: list[str]) -> None:
    assert codes(carried(named), wrote) == expected


def test_nobody_asks_where_authors_vote() -> None:
    assert codes(carried([], author_votes=True), ["bob@example.org"]) == []


def test_a_fast_forward_does_not_show_who_they_are() -> None:
    motion = carried(["bob"])
    facts = BranchFacts((Step(X, (OLD,), TREE),), True, {}, frozenset(), START)
    verdict = decide_branch(RefUpdate("refs/heads/main", OLD, X), facts, {X: [motion]})
    assert [each.code for each in verdict.objections] == ["GOV-558"]
