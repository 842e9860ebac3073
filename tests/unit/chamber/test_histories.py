"""Warm and cold: on random histories, the lists, the status and `verify` say by the index what they say without one."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.kit.field import Fields
from tests.kit.histories import at_will, play
from tests.kit.servers import File

FEW, HISTORIES = 5, 1_000
IN_ONE_TEST = 5


def played(seeds: Iterable[int], fields: Fields, folder: Path) -> list[str]:
    found: list[str] = []
    for seed in seeds:
        with pytest.MonkeyPatch.context() as patch:
            found += play(fields.founded(folder / f"{seed}", File()), seed, at_will(patch))
        shutil.rmtree(folder / f"{seed}")
    return found


@pytest.mark.parametrize("first", range(0, FEW, IN_ONE_TEST))
def test_some_random_histories(first: int, fields: Fields, tmp_path: Path) -> None:
    assert played(range(first, first + IN_ONE_TEST), fields, tmp_path) == []


@pytest.mark.soak
@pytest.mark.parametrize("first", range(FEW, HISTORIES, IN_ONE_TEST))
def test_a_thousand_random_histories(first: int, fields: Fields, tmp_path: Path) -> None:
    assert played(range(first, first + IN_ONE_TEST), fields, tmp_path) == []
