"""Published elections, held with signed records: moved, each ballot signed by a member of its own, and announced."""

from __future__ import annotations

from typing import Any

import pytest

from gitgov.procedure.motions.choose import STATUS_QUO, Choose, Option
from gitgov.tally.ballots import Ranking
from gitgov.tally.events import BallotMarked
from tests.kit.assembly import Body
from tests.kit.charters import Draft, team
from tests.kit.elections import ballots_of, read_elections

MOST_VOTERS = 45
SMALL = [each for each in read_elections()["elections"] if each["num_voters"] <= MOST_VOTERS]
COUNTS = {"schulze_winning": {}, "schulze_margin": {"strength": "margins"}}


def held(election: dict[str, Any], **terms: object) -> tuple[Body, str]:
    """Holds an election: the options are called by letters in its order, as people type them."""
    profile = ballots_of(election)
    voters = [f"m{number}" for number in range(election["num_voters"])]
    body = Body.found(body_of(voters))
    options = [Option(name=each) for each in called(election).values() if each != STATUS_QUO]
    said = {"status_quo": bool(election.get("default_option")), **terms}
    question = Choose.model_validate({"title": election["title"][:200], "options": options, "terms": said})
    motion = body.move(voters[0], question)
    papers = (ranking for count, ranking in profile.ballots for _ in range(count))
    for voter, ranking in zip(voters, papers, strict=True):
        body.act(voter, motion, BallotMarked(ranking=renamed(election, ranking)))
    body.announce(voters[0], motion)
    return body, motion


def body_of(voters: list[str]) -> Draft:
    return team(*voters)


def called(election: dict[str, Any]) -> dict[str, str]:
    default = election.get("default_option")
    return {
        each: STATUS_QUO if each == default else f"option{place}" for place, each in enumerate(election["candidates"])
    }


def renamed(election: dict[str, Any], ranking: Ranking) -> list[list[str]]:
    names = called(election)
    return [[names[option] for option in group] for group in ranking]


CASES = [
    (election, policy, count)
    for election in SMALL
    for policy in ("last", "ignore")
    for count in COUNTS
    if count in election.get("expected", {}).get(policy, {}) and not election.get("default_option")
]


def test_there_are_enough_of_them() -> None:
    assert len({election["id"] for election, _, _ in CASES}) >= 10


@pytest.mark.parametrize(
    ("election", "policy", "count"), CASES, ids=[f"{each[0]['id']}-{each[1]}-{each[2]}" for each in CASES]
)
def test_it_comes_out_as_published(election: dict[str, Any], policy: str, count: str) -> None:
    body, motion = held(election, unranked=policy, **COUNTS[count])
    winners = {called(election)[each] for each in election["expected"][policy][count]["winners"]}
    state = body.state(motion)
    if len(winners) > 1:
        assert state.decision is None
        assert state.rounds[0].outcome.again
        return
    decision = body.decision(motion)
    assert {*decision.outcome.chosen} == winners
    assert len(decision.counted) == election["num_voters"]
