"""The contract of the adviser on merges, and what it says by which facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.advice.advisers.merge import ADVISER, Lack, MergeFacts, answer, draft
from gitgov.advice.answer import Case, Citable, told
from gitgov.advice.said import SaidFinding, SaidFindings
from tests.kit.saying import holds, is_void, no_less_careful

HEAD, TIP = "a" * 40, "b" * 40
LACK = Lack("GOV-191", "coverage was not measured", "git quality measure --record")

texts = st.text(max_size=30)
lacks = st.builds(Lack, st.just("GOV-191"), texts, texts)
facts = st.builds(
    MergeFacts, texts, st.just(HEAD), texts, st.just(TIP), st.lists(texts, max_size=25).map(tuple), st.integers(0, 99), st.integers(0, 9_999),
    st.lists(texts, max_size=3).map(tuple), st.lists(lacks, max_size=3).map(tuple), st.just(""),
)  # fmt: skip
verdicts = st.sampled_from((*ADVISER.levels, "approve", ""))
findings = st.lists(
    st.builds(SaidFinding, path=st.sampled_from(("a.py", "b.py", "../x")), line=st.integers(0, 4), note=texts),
    max_size=3,
)


def case_of(known: MergeFacts) -> Case:
    citable = Citable(frozenset({HEAD, TIP}), lines={"a.py": frozenset({0, 1, 2})})
    return Case(ADVISER.name, HEAD, "feature/x", told(known), answer(known), {"diff": "+x"}, citable)


def plain(**more: object) -> MergeFacts:
    return MergeFacts("feature/x", HEAD, "main", TIP, ("Add x",), 1, 1)._replace(**more)  # type: ignore[arg-type]


@given(facts, verdicts, findings)
def test_whatever_a_model_says_it_is_no_less_careful(known: MergeFacts, verdict: str, found: list[SaidFinding]) -> None:
    case = case_of(known)
    holds(ADVISER, case)
    no_less_careful(ADVISER, case, SaidFindings(verdict=verdict, findings=found))


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (plain(), "ready"),
        (plain(lacks=(LACK,)), "wait"),
        (plain(conflicts=("x",)), "hold"),
        (plain(conflicts=("x",), lacks=(LACK,)), "hold"),
        (plain(titles=()), "hold"),
    ],
    ids=["nothing amiss", "evidence is missing", "it conflicts", "both", "it adds nothing"],
)
def test_the_verdict_follows_from_the_facts(known: MergeFacts, verdict: str) -> None:
    assert answer(known).verdict == verdict


@pytest.mark.parametrize(
    "said",
    [
        SaidFindings(verdict="approve"),
        SaidFindings(verdict="hold", findings=[SaidFinding(path="b.py", line=1, note="n")]),
        SaidFindings(verdict="hold", findings=[SaidFinding(path="a.py", line=3, note="n")]),
    ],
    ids=["a verdict that there is not", "a file outside the diff", "a line outside the diff"],
)
def test_what_is_invented_voids_all_of_it(said: SaidFindings) -> None:
    is_void(ADVISER, case_of(plain()), said)


def test_a_draft_lists_the_titles_oldest_first_and_counts_the_rest() -> None:
    words = draft(plain(titles=tuple(f"Step {number}" for number in reversed(range(25)))))
    assert words.splitlines()[0] == "Merge feature/x into main:"
    assert (words.splitlines()[1], words.splitlines()[-1]) == ("- Step 5", "- and 5 more")
