"""Warm and cold: on random histories, the lists, the status and `verify` say by the index what they say without one."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.kit.field import MAIN_AND_TAGS, Fields, charter_of
from tests.kit.histories import ACTS, SPRINTING, Act, at_will, play
from tests.kit.people import People
from tests.kit.servers import File

FEW, HISTORIES = 2, 1_000
IN_ONE_TEST = 5


def played(
    seeds: Iterable[int], fields: Fields, folder: Path, text: str = "team", usual: Mapping[Act, int] = ACTS
) -> list[str]:
    found: list[str] = []
    for seed in seeds:
        with pytest.MonkeyPatch.context() as patch:
            found += play(fields.founded(folder / f"{seed}", File(), text), seed, at_will(patch), usual)
        shutil.rmtree(folder / f"{seed}")
    return found


@pytest.mark.parametrize("first", range(0, FEW, IN_ONE_TEST))
def test_some_random_histories(first: int, fields: Fields, tmp_path: Path) -> None:
    assert played(range(first, min(first + IN_ONE_TEST, FEW)), fields, tmp_path) == []


@pytest.mark.soak
@pytest.mark.parametrize("first", range(FEW, HISTORIES, IN_ONE_TEST))
def test_a_thousand_random_histories(first: int, fields: Fields, tmp_path: Path) -> None:
    assert played(range(first, first + IN_ONE_TEST), fields, tmp_path) == []


TEAM = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["alice", "bob"]
product_owner = "carol"
scrum_master = "bob"
"""


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(each, marks=pytest.mark.soak) for each in range(2, HISTORIES // 10, 2))]
)
def test_random_histories_of_sprints(first: int, fields: Fields, people: People, tmp_path: Path) -> None:
    assert played(range(first, first + 2), fields, tmp_path, charter_of(people, TEAM), SPRINTING) == []
