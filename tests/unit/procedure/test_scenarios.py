"""Every scenario of parliamentary law in `tests/vectors/ronr/`, played with signed records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.scenario import Scenario, read

FOLDER = Path(__file__).parents[2] / "vectors" / "ronr"
SCENARIOS = [each for path in sorted(FOLDER.glob("[a-z]*.md")) for each in read(path)]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.id)
def test_scenario(scenario: Scenario) -> None:
    scenario.play()


def test_each_has_a_number_of_its_own_and_a_rule() -> None:
    assert len({each.id for each in SCENARIOS}) == len(SCENARIOS)
    assert all("RONR" in each.rule and each.lines for each in SCENARIOS)
