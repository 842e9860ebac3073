"""A motion that is renewed at risk: it says what is on record about its new head, or what was said before."""

from pathlib import Path

import pytest

from gitgov.advice.events import AdviceProposed, Provenance
from gitgov.chamber.acts import find_actor
from gitgov.chamber.threads import open_thread
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    charter = f'{charter_of(people, MAIN_AND_TAGS)}\n[rules.merge]\nat_risk = {{ high = "two-thirds" }}\n'
    return fields.founded(tmp_path / "field", File(), charter)


def weighed(field: Field, level: str) -> None:
    body = AdviceProposed(
        adviser="risk", about="feature/x", verdict=level, floor=level, provenance=Provenance(facts="a" * 64)
    )
    chamber = field.alice.chamber()
    open_thread(chamber, find_actor(chamber, str(field.people.alice.key_path)), body, field.alice.head("feature/x"))


@pytest.mark.parametrize(
    ("said", "recorded", "becomes"),
    [("", "high", "of high risk"), ("critical", "high", "of critical risk"), ("high", "", "of high risk")],
)
def test_a_renewed_motion_says_its_risk(field: Field, said: str, recorded: str, becomes: str) -> None:
    alice = field.alice
    alice.motion("merge", "feature/x", *(["--risk", said] if said else []))
    alice.commit({"x2": "2\n"}, branch="feature/x")
    if recorded:
        weighed(field, recorded)
    assert becomes in alice.motion("renew").stdout.splitlines()[0]


def test_and_that_it_rests_on_no_advice_any_more(field: Field) -> None:
    alice = field.alice
    alice.gov("advise", "merge", "feature/x", "--record")
    alice.motion("merge", "feature/x", "--advice", "merge")
    alice.commit({"x2": "2\n"}, branch="feature/x")
    assert "it rests on no advice: P-" in alice.motion("renew").stdout
