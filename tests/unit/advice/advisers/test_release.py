"""What the adviser of releases says: the table of strategies, what stops a release, and its notes (S4-103 to S4-105)."""

from __future__ import annotations

from typing import Any

import pytest

from gitgov.advice.advisers.merge import Lack
from gitgov.advice.advisers.release import (
    BIG_FILES,
    BIG_LINES,
    Change,
    Critical,
    Decided,
    Delivered,
    ReleaseFacts,
    Trouble,
    answer,
    strategy,
)
from gitgov.advice.answer import Finding
from gitgov.advice.shape import reshapes_data

HEAD, LAST, MOTION, RECORD = "a" * 40, "b" * 40, "c" * 64, "d" * 64
CHANGE = Change(2, 3, 40, ("README.md", "store/a.py", "web/b.py"), ("store", "web"))


def facts(**changes: Any) -> ReleaseFacts:
    return ReleaseFacts("v2", HEAD, "v1", LAST, CHANGE)._replace(**changes)


@pytest.mark.parametrize(
    ("changes", "choice"),
    [
        ({}, "standard"),
        ({"change": CHANGE._replace(commits=0)}, "hold"),
        ({"critical": (Critical("coverage", "missed"),)}, "hold"),
        ({"critical": (Critical("coverage", "no data"),)}, "hold"),
        ({"critical": (Critical("coverage", "met"),)}, "standard"),
        ({"incidents": (Trouble(RECORD, "web", "down"),)}, "hold"),
        ({"change": CHANGE._replace(schema=("store/migrations/1.sql",), files=BIG_FILES)}, "blue-green"),
        ({"change": CHANGE._replace(touched=("a", "b", "c"))}, "canary"),
        ({"change": CHANGE._replace(files=BIG_FILES)}, "canary"),
        ({"change": CHANGE._replace(files=BIG_FILES - 1, lines=BIG_LINES - 1)}, "standard"),
        ({"change": CHANGE._replace(lines=BIG_LINES)}, "canary"),
        ({"rollbacks": (RECORD,)}, "canary"),
        ({"delivered": (Delivered("web", 1, 4, 4),)}, "canary"),
        ({"delivered": (Delivered("web", 3, 20, 20),)}, "standard"),
        ({"delivered": (Delivered("web", 3, 3, 3),)}, "standard"),
    ],
)
def test_the_table_of_strategies(changes: dict[str, Any], choice: str) -> None:
    assert strategy(facts(**changes))[0] == choice
    assert answer(facts(**changes)).choice == choice


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "go"),
        ({"critical": (Critical("coverage", "met"), Critical("defects", "missed"))}, "no-go"),
        ({"critical": (Critical("coverage", "no data"),)}, "wait"),
        ({"incidents": (Trouble(RECORD, "", "down"),)}, "wait"),
        ({"lacks": (Lack("GOV-180", "no sprint has been reviewed", "git sprint review"),)}, "wait"),
        ({"change": CHANGE._replace(commits=0)}, "no-go"),
        ({"rollbacks": (RECORD,)}, "go"),
    ],
)
def test_verdicts(changes: dict[str, Any], verdict: str) -> None:
    assert answer(facts(**changes)).verdict == verdict


def test_reasons_cites_and_notes() -> None:
    found = answer(
        facts(
            critical=(Critical("coverage", "missed", "coverage is 70 %", RECORD),),
            incidents=(Trouble("e" * 64, "web", "It is down"),),
            delivered=(Delivered("web", 1, 2, 1), Delivered("store", 0, 0, 0)),
            rollbacks=("f" * 64, "refs/tags/v0"),
            decided=(Decided(MOTION, "merge x into main"),),
            signers=("carol",),
            lacks=(Lack("GOV-191", "nobody was asked", "git gov advise risk"), Lack("GOV-125", "nobody may sign", "")),
        )
    )
    assert found.reasons == (
        "v2 (aaaaaaaaaaaa) brings 2 commits, 3 files, 40 lines since v1",
        "touches store, web; paths: README.md, store/a.py, web/b.py",
        "strategy hold: critical and not met: coverage",
        "coverage, critical: missed (coverage is 70 %)",
        "an incident is open of web: It is down",
        "1 deployment of web in 90 days; of 2 that were tried 1 failed",
        "may sign: carol",
        "nobody was asked: git gov advise risk",
        "nobody may sign",
    )
    assert found.cites == (HEAD, LAST, RECORD, "e" * 64, "f" * 64, MOTION)
    assert found.draft == (
        "Release v2 (aaaaaaaaaaaa).\nDecided since v1:\n- merge x into main (M-cccccccc)\nStrategy: hold"
    )


def test_the_first_release_and_one_of_nothing() -> None:
    first = answer(facts(last="", since="", change=CHANGE._replace(touched=(), schema=("db/schema.sql",))))
    assert first.reasons[0].endswith("and is the first release")
    assert first.reasons[1] == "paths: README.md, store/a.py, web/b.py"
    assert first.cites == (HEAD,)
    assert "No decision is on record." in first.draft
    assert first.findings == (Finding("db/schema.sql", 0, "stored data changes its shape"),)
    nothing = answer(facts(change=Change(0, 0, 0)))
    assert (nothing.reasons[1], nothing.draft) == ("paths: none", "")


def test_many_paths_and_decisions_are_cut_to_what_fits() -> None:
    paths = tuple(f"{'deep/' * 30}{number}.py" for number in range(300))
    many = tuple(Decided(f"{number:064x}", f"merge {number}") for number in range(203))
    found = answer(facts(change=CHANGE._replace(paths=paths, files=300), decided=many))
    assert all(len(each) <= 400 for each in found.reasons)
    assert found.reasons[1].endswith("and 299 more")
    assert found.draft.splitlines()[-2:] == ["- and 3 more", "Strategy: canary"]
    long = tuple(each._replace(text="x" * 500) for each in many)
    assert len(answer(facts(decided=long)).draft) < 40_000
    longest = answer(facts(change=CHANGE._replace(paths=("x" * 300,))))
    assert longest.reasons[1] == "touches store, web; paths: 1 more"


@pytest.mark.parametrize(
    ("path", "so"),
    [
        ("app/migrations/0001_initial.py", True), ("db/schema.rb", True), ("schema/x.json", True), ("a/b.sql", True),
        ("sql/V2__orders.java", True), ("V2.py", False), ("docs/migration.md", False), ("src/schematic.py", False),
    ],
)  # fmt: skip
def test_which_paths_reshape_data(path: str, so: bool) -> None:
    assert reshapes_data(path) == so
