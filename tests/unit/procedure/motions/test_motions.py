"""Each kind of motion: how it is read back, what ref it opens, and which questions cannot even be put."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions import MOTIONS, read_back
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.process import Process
from gitgov.procedure.motions.release import Release
from gitgov.procedure.rows import Question
from tests.kit.charters import team
from tests.kit.questions import change, merge, oid, release

HEAD = oid("feature/x")

READ_BACK: list[tuple[Question, str, str]] = [
    (merge(), f"merge feature/x ({HEAD[:12]}) into main", "refs/heads/main"),
    (merge(into="release/1"), f"merge feature/x ({HEAD[:12]}) into release/1", "refs/heads/release/1"),
    (
        Merge(branch="x", head=HEAD, into="refs/heads/main", onto="a" * 40, resolution="b" * 40),
        f"merge x ({HEAD[:12]}) into main, as the tree bbbbbbbbbbbb upon aaaaaaaaaaaa",
        "refs/heads/main",
    ),
    (
        Merge(branch="x", head=HEAD, into="refs/heads/main", after=["a" * 40, "b" * 40], terms="soon"),
        f"merge x ({HEAD[:12]}) into main, after aaaaaaaaaaaa and bbbbbbbbbbbb, on the terms “soon”",
        "refs/heads/main",
    ),
    (release(), f"release {oid('v1.0')[:12]} as v1.0", "refs/tags/v1.0"),
    (
        Release(commit=HEAD, tag="refs/tags/v2", environment="production"),
        f"release {HEAD[:12]} as v2 to production",
        "refs/tags/v2",
    ),
    (Architecture(text="# Use git notes\n\nBecause."), "adopt the architecture decision “Use git notes”", ""),
    (Architecture(text="\n\n  \n## Second line"), "adopt the architecture decision “Second line”", ""),
    (Architecture(text="\n"), "adopt the architecture decision “”", ""),
    (Process(text="x" * 100), f"adopt the process decision “{'x' * 71}…”", ""),
    (change(team("alice").next()), "adopt version 2 of the charter", ""),
    (
        CharterChange(text=team("alice").next().text, summary="add bob"),
        "adopt version 2 of the charter: add bob",
        "",
    ),
    (CharterChange(text="no charter"), "adopt a version that cannot be read of the charter", ""),
    (CharterChange(text="version = " + "1" * 5_000), "adopt a version that cannot be read of the charter", ""),
]


@pytest.mark.parametrize(("question", "words", "target"), READ_BACK, ids=range(len(READ_BACK)))
def test_a_question_is_read_back_in_the_assemblys_words(question: Question, words: str, target: str) -> None:
    assert read_back(question) == words
    assert MOTIONS[question.motion].target(question) == target


MERGE = merge().model_dump()
RELEASE = release().model_dump()

IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "no kind": {"head": HEAD},
    "an unknown kind": {**MERGE, "motion": "adjourn"},
    "a field too many": {**MERGE, "tree": HEAD},
    "a short head": {**MERGE, "head": HEAD[:12]},
    "a head in capitals": {**MERGE, "head": HEAD.upper()},
    "a head with a newline": {**MERGE, "head": HEAD + "\n"},
    "a head by name": {**MERGE, "head": "feature/x"},
    "a branch without refs/": {**MERGE, "into": "main"},
    "a ref with a newline": {**MERGE, "into": "refs/heads/main\n"},
    "a ref with a blank": {**MERGE, "into": "refs/heads/ma in"},
    "a ref with a star": {**MERGE, "into": "refs/heads/*"},
    "a ref with a colon": {**MERGE, "into": "refs/heads/main:refs/heads/other"},
    "an endless ref": {**MERGE, "into": "refs/" + "x" * 251},
    "an endless branch": {**MERGE, "branch": "x" * 251},
    "a tag without refs/": {**RELEASE, "tag": "v1.0"},
    "a commit that is no id": {**RELEASE, "commit": "HEAD"},
    "an endless environment": {**RELEASE, "environment": "x" * 101},
    "no text": {"motion": "architecture", "text": ""},
    "an endless text": {"motion": "process", "text": "x" * 40_001},
    "a text that is a list": {"motion": "process", "text": ["x"]},
    "an endless charter": {"motion": "charter", "text": "x" * 262_145, "summary": ""},
    "an endless summary": {"motion": "charter", "text": "x", "summary": "x" * 201},
}


@pytest.mark.parametrize("question", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_put(question: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MotionMoved.model_validate({"question": question, "renews": "", "why": ""})


@pytest.mark.parametrize("question", [case[0] for case in READ_BACK], ids=range(len(READ_BACK)))
def test_a_question_is_read_as_it_was_written(question: Question) -> None:
    moved = MotionMoved(question=question, why="because", renews="0" * 64)
    assert MotionMoved.model_validate(moved.model_dump(mode="json")) == moved


@pytest.mark.parametrize("renews", ["M-00000000", "0" * 63, "0" * 64 + "\n", "G" * 64])
def test_what_is_renewed_is_named_by_its_id(renews: str) -> None:
    with pytest.raises(ValidationError):
        MotionMoved(question=merge(), renews=renews)


def test_each_kind_of_branch_head_is_an_object_id() -> None:
    assert Merge(branch="x", head="a" * 64, into="refs/heads/main").head == "a" * 64
