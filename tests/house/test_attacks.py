"""The rows of tests/attacks: numbered without gaps, of every family, and with codes that the source states."""

import importlib
import re
import sys
from collections import Counter
from itertools import count
from typing import Any

import pytest

from tests.house.source import ROOT

sys.path.append(str(ROOT / "docs"))  # a folder of pages, where the table is made
attacks, codes = (importlib.import_module(f"sections.{name}") for name in ("attacks", "codes"))

LEAST = 80
SORTS = re.compile(r"GOV-\d{3}(?:(?:, | or )GOV-\d{3})*(?:: .+)?|(?:undecided|git|passes|unseen): .+")
ROWS = attacks.rows()


def test_there_are_enough() -> None:
    assert len(ROWS) >= LEAST


def test_every_family_has_some_and_none_is_left_out_in_counting() -> None:
    for family in range(1, len(attacks.FAMILIES) + 1):
        numbers = [row.number for row in ROWS if row.family == family]
        assert numbers, f"family {family} has no attack"
        assert numbers == [number for number, _ in zip(count(1), numbers, strict=False)], f"family {family}"


def test_no_attack_is_told_twice() -> None:
    assert [what for what, times in Counter(row.what for row in ROWS).items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.family}.{row.number}")
def test_each_says_what_must_come_of_it(row: Any) -> None:
    assert [each for each in row.places if not SORTS.fullmatch(each)] == []
    stated = {each.code for each in codes._stated()}
    assert set(attacks.CODE.findall(" ".join(row.places))) - stated == set()
    assert not all(each.startswith("unseen: ") for each in row.places)
