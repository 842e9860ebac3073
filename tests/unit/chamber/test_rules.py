"""The rules that an update is asked: each code of the gate stands under one, and what came of each agrees with the verdict."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from gitgov.chamber import rules as all_rules
from gitgov.chamber.rules import BRANCH, FREE, HEADS, OURS, REPLACED, ROOM, TAG, TRACKED, Rule, answers, rules_for
from gitgov.core.objection import Objection
from gitgov.gate.facts import Verdict

CODE = re.compile(r"GOV-\d{3}")
SETS = {"branch": BRANCH, "heads": HEADS, "tag": TAG, "room": ROOM, "ours": OURS, "free": FREE}
ROOT = Path(all_rules.__file__).parents[1]
JUDGES = [
    *(each for each in (ROOT / "gate").glob("*.py") if each.stem != "mirror"),
    *(ROOT / "chamber" / name for name in ("judge.py", "rooms.py")),
    ROOT / "procedure" / "authors.py",
]


def codes(rules: tuple[Rule, ...]) -> list[str]:
    return [code for rule in rules for code in rule.codes]


def test_every_code_of_the_gate_stands_under_a_rule() -> None:
    stated = {code for path in JUDGES for code in CODE.findall(path.read_text(encoding="utf-8"))}
    told = {code for rules in (*SETS.values(), REPLACED, TRACKED) for code in codes(rules)}
    assert (stated - told, told - stated) == (set(), set())


@pytest.mark.parametrize("rules", SETS.values(), ids=SETS)
def test_no_code_stands_under_two_of_one_set(rules: tuple[Rule, ...]) -> None:
    assert [code for code, times in Counter(codes(rules)).items() if times > 1] == []


@pytest.mark.parametrize("rules", SETS.values(), ids=SETS)
def test_what_came_of_each(rules: tuple[Rule, ...]) -> None:
    assert {answer for _, answer in answers(rules, Verdict("x", by=("M",)))} == {"held"}
    for at, rule in enumerate(rules):
        for code in rule.codes or ("GOV-203",):
            found = [answer for _, answer in answers(rules, Verdict("x", (Objection(code, "no"),)))]
            assert found == ["held"] * at + ["refused"] + ["not asked"] * (len(rules) - at - 1)


def test_a_branch_that_takes_no_decision_is_asked_for_none() -> None:
    found = dict(answers(BRANCH, Verdict("refs/heads/x")))
    assert [answer for rule, answer in found.items() if "GOV-102" in rule.codes] == ["held"]
    assert [answer for rule, answer in found.items() if "GOV-108" in rule.codes] == ["not asked"]


@pytest.mark.parametrize(
    ("ref", "protected", "rules"),
    [
        ("refs/heads/main", True, (*FREE, *BRANCH)),
        ("refs/heads/x", False, FREE),
        ("refs/tags/v1", True, (*FREE, *TAG)),
        ("refs/notes/gov/votes", False, ROOM),
        ("refs/gov/inbox/1", False, OURS),
        ("refs/replace/1", False, REPLACED),
        ("refs/remotes/origin/main", False, TRACKED),
    ],
)
def test_which_are_asked_of_a_ref(ref: str, *, protected: bool, rules: tuple[Rule, ...]) -> None:
    assert rules_for(ref, protected=protected) == rules
