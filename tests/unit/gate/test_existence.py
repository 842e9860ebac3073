"""Creation and deletion of protected refs: where content need not be asked for, and where it must be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gitgov.gate.existence import decide_existence
from gitgov.gate.facts import RefUpdate, Verdict
from tests.kit.questions import oid

NONE, OLD, NEW, BASE = "0" * 40, oid("old"), oid("new"), oid("where it stood")
MAIN, OTHER, TAG = "refs/heads/main", "refs/heads/other", "refs/tags/v1.0"
BASELINE = {MAIN: BASE, TAG: BASE}

ALLOWED, ASK = "allowed", "ask for the content"


@dataclass(frozen=True)
class Case:
    """An update, what is known of it, and the answer: allowed, ask for the content, or the code of the objection."""

    ref: str
    old: str
    new: str
    answer: str
    contained: bool = False
    forward: bool = False


CASES = {
    "a branch is deleted": Case(MAIN, OLD, NONE, "GOV-131"),
    "a branch that stood there from the first is deleted": Case(MAIN, BASE, NONE, "GOV-131"),
    "a branch that is not there is deleted": Case(MAIN, NONE, NONE, "GOV-131"),
    "a branch with ids of SHA-256 is deleted": Case(MAIN, "1" * 64, "0" * 64, "GOV-131"),
    "a tag is deleted": Case(TAG, OLD, NONE, "GOV-131"),
    "a tag moves": Case(TAG, OLD, NEW, "GOV-132", forward=True),
    "a tag moves to where it stood": Case(TAG, OLD, BASE, "GOV-132", forward=True),
    "a tag is made": Case("refs/tags/v2.0", NONE, NEW, ASK),
    "a tag is made where another branch holds the commit": Case("refs/tags/v2.0", NONE, NEW, ASK, contained=True),
    "a tag is made again where it stood": Case(TAG, NONE, BASE, ALLOWED),
    "a tag is made again elsewhere": Case(TAG, NONE, NEW, ASK),
    "a branch moves": Case(MAIN, OLD, NEW, ASK, forward=True),
    "a branch is rewound": Case(MAIN, OLD, NEW, ASK),
    "a branch moves on to where it stood": Case(MAIN, OLD, BASE, ALLOWED, forward=True),
    "a branch is rewound to where it stood": Case(MAIN, OLD, BASE, ASK),
    "a branch is made where it stood": Case(MAIN, NONE, BASE, ALLOWED),
    "a branch is made elsewhere": Case(MAIN, NONE, NEW, "GOV-133"),
    "a branch that was there is made from another protected one": Case(MAIN, NONE, NEW, "GOV-133", contained=True),
    "a new branch is made from a protected one": Case(OTHER, NONE, NEW, ALLOWED, contained=True),
    "a new branch is made from anything": Case(OTHER, NONE, NEW, "GOV-133"),
    "a new branch is made where another stood": Case(OTHER, NONE, BASE, "GOV-133"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_named_situations(case: Case) -> None:
    update = RefUpdate(case.ref, case.old, case.new)
    verdict = decide_existence(update, BASELINE, contained=case.contained, forward=case.forward)
    assert _answer(verdict) == case.answer


def _answer(verdict: Verdict | None) -> str:
    if verdict is None:
        return ASK
    return ALLOWED if verdict.allowed else verdict.objections[0].code


@pytest.mark.parametrize(
    ("old", "new", "creates", "deletes"),
    [(OLD, NEW, False, False), (NONE, NEW, True, False), (OLD, NONE, False, True), ("0" * 64, "1" * 64, True, False)],
)
def test_zeros_stand_for_no_object(old: str, new: str, creates: bool, deletes: bool) -> None:
    update = RefUpdate(MAIN, old, new)
    assert (update.creates, update.deletes) == (creates, deletes)
