"""Whether advisers were heard, and whether a motion has said its risk: by what is on record, now and looking back."""

from __future__ import annotations

import pytest

from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.gate.advised import AHEAD, Told, asking
from gitgov.gate.quality import Quality, why_not_heard
from gitgov.gate.ratified import helpfulness
from gitgov.procedure.records import Enactment
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import team
from tests.kit.questions import merge

PEOPLE = ("alice", "bob", "carol")
HEAD = merge().head
AT = 10**9
PROPOSAL = "e" * 64
MAIN, DEV = "refs/heads/main", "refs/heads/dev"


def carried(risk: str = "", **rules: object) -> Motion:
    body = Body.found(team(*PEOPLE, **rules))  # type: ignore[arg-type]
    return body.carry(merge().model_copy(update={"risk": risk}), *PEOPLE)


def told(adviser: str = "risk", verdict: str = "low", at: int = AT, record: str = "a" * 64, upon: str = MAIN) -> Told:
    return Told(record, adviser, verdict, at, upon=upon)


def why(motion: Motion, *said: Told, names: tuple[str, ...] = (), came: int | None = None) -> Objection | None:
    enacted = () if came is None else (Enactment(EventId("f" * 64), motion.mover, came, MAIN, HEAD, HEAD),)
    return why_not_heard(
        motion.but(enacted=enacted), frozenset(names), HEAD, Quality(advised={HEAD: said}), back=came is not None
    )


@pytest.mark.parametrize(("names", "said", "code"), [
    ((), (), ""),
    (("review",), (), "GOV-195"),
    (("review",), (told(),), "GOV-195"),
    (("review", "risk"), (told("review", "object"), told()), "GOV-196"),
    (("review",), (told("review", "object"),), ""),
])  # fmt: skip
def test_who_is_to_be_heard_has_to_have_spoken_whatever_they_said(
    names: tuple[str, ...], said: tuple[Told, ...], code: str
) -> None:
    found = why(carried(), *said, names=names)
    assert (found.code if found else "") == code


@pytest.mark.parametrize(("risk", "levels", "code"), [
    ("low", ("low",), ""),
    ("high", ("low", "high"), ""),
    ("critical", ("high",), ""),
    ("low", ("low", "medium"), "GOV-196"),
    ("", ("low",), "GOV-196"),
    ("", (), ""),
])  # fmt: skip
def test_a_motion_says_no_lower_risk_than_is_on_record(risk: str, levels: tuple[str, ...], code: str) -> None:
    found = why(carried(risk, at_risk={"high": "two-thirds"}), *(told(verdict=each) for each in levels))
    assert (found.code if found else "") == code


def test_where_no_charter_weighs_risk_nobody_is_asked_to_say_it() -> None:
    assert why(carried(), told(verdict="critical")) is None


def test_what_a_motion_rests_on_is_on_record() -> None:
    motion = carried()
    motion = motion.but(question=motion.question.model_copy(update={"advice": PROPOSAL}))
    found = why(motion, told())
    assert found is not None
    assert (found.code, PROPOSAL in found.records) == ("GOV-197", True)
    assert why(motion, told(record=PROPOSAL)) is None
    assert why(motion, told(record=PROPOSAL, upon="")) is None
    found = why(motion, told(record=PROPOSAL, upon=DEV))
    assert found is not None
    assert found.code == "GOV-197"


def test_what_was_said_about_another_branch_is_not_heard_and_raises_nothing() -> None:
    found = why(carried(), told("review", "clean", upon=DEV), names=("review",))
    assert found is not None
    assert (found.code, found.remedy) == (
        "GOV-195",
        f"git gov advise review {merge().branch} --into main --record --sync",
    )
    assert why(carried("low", at_risk={"high": "two-thirds"}), told(verdict="high", upon=DEV)) is None


def test_what_does_not_say_for_which_branch_counts_only_for_what_came_in_and_against_a_low_risk() -> None:
    old = told("review", "clean", upon="")
    found = why(carried(), old, names=("review",))
    assert found is not None
    assert found.code == "GOV-195"
    assert why(carried(), old, names=("review",), came=AT) is None
    found = why(carried("low", at_risk={"high": "two-thirds"}), told(verdict="high", upon=""))
    assert found is not None
    assert found.code == "GOV-196"


@pytest.mark.parametrize(("adviser", "ref", "typed"), [
    ("risk", "refs/tags/v1", "risk 1234 --release v1"),
    ("release", "refs/tags/v1", "release v1 1234"),
    ("review", MAIN, "review 1234 --into main"),
])  # fmt: skip
def test_what_is_typed_to_ask_an_adviser(adviser: str, ref: str, typed: str) -> None:
    assert asking(adviser, ref, "1234") == f"git gov advise {typed} --record"


def test_and_a_branch_whose_name_a_shell_would_run_is_quoted() -> None:
    assert asking("merge", MAIN, "a;touch${IFS}b") == "git gov advise merge 'a;touch${IFS}b' --into main --record"


@pytest.mark.parametrize(("at", "code"), [(AT, ""), (AT + AHEAD, ""), (AT + AHEAD + 1, "GOV-195")])
def test_looking_back_what_was_said_later_does_not_mend_it(at: int, code: str) -> None:
    found = why(carried(), told("review", "clean", at), names=("review",), came=AT)
    assert (found.code if found else "") == code


def test_nor_does_a_higher_risk_that_was_found_later_break_it() -> None:
    motion = carried("low", at_risk={"high": "two-thirds"})
    assert why(motion, told(verdict="high", at=AT + 1), came=AT) is None
    assert why(motion, told(verdict="high", at=AT - 60)._replace(arrived=AT + 60), came=AT) is None
    found = why(motion, told(verdict="high"), came=AT)
    assert found is not None
    assert found.code == "GOV-196"


@pytest.mark.parametrize("code", ["GOV-195", "GOV-196", "GOV-197"])
def test_of_two_motions_about_a_head_the_one_that_was_carried_is_told(code: str) -> None:
    assert min((Objection("GOV-109", ""), Objection(code, "")), key=helpfulness).code == code


def test_where_nobody_can_know_as_in_a_proof_nothing_is_asked() -> None:
    assert why_not_heard(carried(), frozenset({"review"}), HEAD, Quality(unknown=True)) is None


def test_the_name_of_a_branch_is_nothing_more_than_that_in_what_is_to_be_typed() -> None:
    evil = "z;touch${IFS}pwned"
    motion = Body.found(team(*PEOPLE)).carry(merge(evil), *PEOPLE)
    unheard, riskier = why(motion, names=("merge",)), why(motion, told(), names=("risk",))
    assert unheard is not None
    assert riskier is not None
    assert f"git gov advise merge '{evil}' --into main --record" in unheard.remedy
    assert f"git motion merge '{evil}' --risk low" in riskier.remedy
