"""Plans as they are typed and what is proposed, on charters and boards that were never written down."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import pytest

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import Wish, drawn_up
from gitgov.chamber.sprints import Board
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from tests.kit import charters

TEAM: dict[str, charters.Value | tuple[str, ...]] = {"members": ("bob",), "scrum_master": "bob"}
CHARTER = read(charters.team("alice", "bob").but(teams={"core": TEAM}).text)


class _Chain(NamedTuple):
    charter: Any = CHARTER


class _Chamber(NamedTuple):
    chain: _Chain = _Chain()


def days(begins: str, ends: str = "") -> tuple[str, str]:
    wish = Wish("S9", (), "", begins, ends, {}, 8)
    body = drawn_up(cast("Chamber", _Chamber()), Board((), (), ()), CHARTER.teams["core"], wish)
    return body.begins, body.ends


def test_a_plan_ends_before_the_calendar_does() -> None:
    assert days("9999-12-18") == ("9999-12-18", "9999-12-31")
    assert days("9999-12-25", "9999-12-31") == ("9999-12-25", "9999-12-31")
    with pytest.raises(BadInput, match="two weeks from 9999-12-25"):
        days("9999-12-25")
