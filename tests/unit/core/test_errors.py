"""Errors and objections: what faces print, and the exit code that they end with."""

from __future__ import annotations

import pytest

from gitgov.core.errors import BadInput, GitgovError, Refused, Undecided
from gitgov.core.objection import Objection

OBJECTIONS = (Objection("GOV-326", "dave was not a member"), Objection("GOV-316", "the poll opens later"))


@pytest.mark.parametrize(
    ("error", "code"),
    [(Refused(OBJECTIONS), 1), (BadInput("what"), 2), (Undecided("what"), 3), (GitgovError("what"), 3)],
    ids=lambda value: type(value).__name__,
)
def test_exit_codes(error: GitgovError, code: int) -> None:
    assert error.exit_code == code


def test_an_error_says_what_and_what_helps() -> None:
    error = BadInput("no such branch", "git branch -a lists them")
    assert (str(error), error.what, error.remedy) == ("no such branch", "no such branch", "git branch -a lists them")


def test_a_refusal_carries_every_objection() -> None:
    error = Refused(OBJECTIONS)
    assert error.objections == OBJECTIONS
    assert str(error) == "dave was not a member; the poll opens later"


def test_an_objection_begins_with_its_code() -> None:
    assert str(OBJECTIONS[0]) == "GOV-326 dave was not a member"
