"""Vetoes, recusals and ballots together: nothing is announced that who has not answered could change; an aye never hurts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pytest

from gitgov.core.ids import EventId, Member
from gitgov.core.objection import Objection
from gitgov.procedure.acts.announce import resolve
from gitgov.procedure.floor import Floor
from gitgov.procedure.positions import Recusal, Veto
from gitgov.procedure.state import Ballot, Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Value, team
from tests.kit.lines import START

NAMES = ("a", "b", "c", "d")
ROLES = {"a": ("core",), "b": ("core", "security"), "c": ("security",)}
RULES: Sequence[dict[str, Value]] = (
    {"veto": ["core"]},
    {"veto": ["member"], "basis": "membership"},
    {"ayes_of": {"core": 2, "security": 1}},
    {"ayes_of": {"core": "majority"}, "recusal": "leaves", "threshold": "two-thirds"},
    {"ayes_of": {"security": 1}, "veto": ["security"], "basis": "present", "quorum": ">= 1/2"},
    {"otherwise": ["majority of membership"], "threshold": ">= 3/4", "recusal": "leaves"},
    {"ayes": 2, "recusal": "leaves", "basis": "membership", "quorum": "two-thirds"},
)
ANSWERS = ("", "aye", "nay", "abstain", "veto", "aside")
Answers = tuple[str, ...]
"""What each of the four has said."""


def opened(rules: Mapping[str, Value]) -> Floor:
    body = Body.found(team(*NAMES, **({"quorum": "1"} | dict(rules))).but(roles=ROLES))
    return body.floor(body.move("a"))


def answered(motion: Motion, answers: Answers) -> Motion:
    """Returns a question as these answers leave it; a veto of somebody who may not enter one is a nay."""
    for number, (name, answer) in enumerate(zip(NAMES, answers, strict=True)):
        member, event = Member(name), EventId(f"{number:064x}")
        if answer == "veto" and member in motion.may_veto:
            motion = motion.but(vetoes=(*motion.vetoes, Veto(event, member, START, "because")))
        elif answer == "aside":
            motion = motion.but(recusals=(*motion.recusals, Recusal(event, member, START, "because")))
        elif answer:
            ballot = Ballot(event, member, START, "nay" if answer == "veto" else answer, "")
            motion = motion.but(ballots=(*motion.ballots, ballot))
    return motion


def result(floor: Floor, answers: Answers, at: int) -> bool | None:
    """Says what may be announced at an instant: carried, lost, or nothing yet."""
    motion = answered(floor.main, answers)
    seen = [*floor.lineage, *(each.id for each in motion.answers)]
    lineage = {**floor.lineage, **dict.fromkeys(seen, floor.lineage[floor.id])}
    decision = resolve(floor.having(motion).but(lineage=lineage), motion, seen, START + at)
    return None if isinstance(decision, Objection) else decision.outcome.carried


@cache
def results(place: int) -> dict[Answers, tuple[bool | None, bool | None]]:
    """Returns for all that the four may say what may be announced at once, and when time is up."""
    floor = opened(RULES[place])
    return {
        each: (result(floor, each, 0), result(floor, each, 7 * DAY)) for each in itertools.product(ANSWERS, repeat=4)
    }


def completions(answers: Answers) -> Iterator[Answers]:
    return itertools.product(*((each,) if each else ANSWERS for each in answers))


EACH = pytest.mark.parametrize("place", range(len(RULES)), ids=lambda place: str(RULES[place]))


@EACH
def test_what_is_announced_early_stays_whatever_the_silent_answer(place: int) -> None:
    found = results(place)
    for answers, (early, _) in found.items():
        if early is not None:
            assert {found[later][1] for later in completions(answers)} == {early}, answers


@EACH
def test_a_further_aye_never_turns_carried_into_lost(place: int) -> None:
    found = results(place)
    for answers, (_, carried) in found.items():
        for who, answer in enumerate(answers):
            if carried and answer in {"", "nay", "abstain"}:
                assert found[(*answers[:who], "aye", *answers[who + 1 :])][1], answers


@EACH
def test_when_time_is_up_there_is_a_result_and_a_veto_makes_it_lost(place: int) -> None:
    vetoed = "veto" if RULES[place].get("veto") == ["member"] else None
    for answers, (_, carried) in results(place).items():
        assert carried is not None
        assert not (carried and vetoed in answers)
