"""Published cases of thresholds, asked of the count of yes-or-no questions; what it cannot say is listed with reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from gitgov.tally.count import Tally, count, missing_for_quorum
from tests.kit.charters import rules
from tests.kit.elections import read_elections

CASES: list[dict[str, Any]] = read_elections()["threshold_cases"]
Given = Mapping[str, Any]


def carried(ayes: int, nays: int, given: Given, /, **terms: Any) -> bool:
    """Counts by these terms, with no quorum unless they name one; members are those who answer, unless they are given."""
    abstain = given.get("abstain", 0)
    members = given.get("members", given.get("active", given.get("allowed", ayes + nays + abstain)))
    return count(rules(**{"quorum": "0", **terms}), Tally(ayes, nays, abstain, members)).carried


def adopted(given: Given, **terms: Any) -> str:
    return "adopted" if carried(given["yes"], given["no"], given, **terms) else "lost"


def passed(given: Given, ayes: str, nays: str, /, **terms: Any) -> str:
    return "passed" if carried(given[ayes], given.get(nays, 0), given, **terms) else "failed"


def of_present(given: Given) -> str:
    """Whoever is present and neither ayes nor nays abstains."""
    return adopted({**given, "abstain": given["present"] - given["yes"] - given["no"]}, basis="present")


def either(given: Given) -> str:
    """Two thirds of the votes cast, or a majority of the membership (RONR (12th ed.) 35:2(7)); the caller joins them."""
    ways = (adopted(given, threshold="two-thirds"), adopted(given, basis="membership"))
    return "adopted" if "adopted" in ways else "lost"


def bylaws(given: Given) -> str:
    """With notice two thirds, without it a majority of the membership; nothing else (57:1)."""
    return adopted(given, threshold="two-thirds") if given["previous_notice"] else adopted(given, basis="membership")


def appeal(given: Given) -> str:
    """It takes a majority to overturn, so a tie sustains the chair."""
    return "chair_overturned" if carried(given["overturn"], given["sustain"], given) else "chair_sustained"


def objection(given: Given) -> str:
    barred = carried(given["against"], given["for_consideration"], given, threshold="two-thirds")
    return "not_considered" if barred else "considered"


def orders(given: Given) -> str:
    aside = carried(given["proceed_no"], given["proceed_yes"], given, threshold="two-thirds")
    return "set_aside" if aside else "proceed"


def quorum(given: Given) -> int:
    return missing_for_quorum(rules(quorum="majority"), Tally(0, 0, 0, given["members"]))


def steering(given: Given) -> str:
    """Kubernetes: a majority meets, two thirds vote."""
    there = Tally(0, 0, given["present"], given["members"])
    meets, votes = (count(rules(quorum=least), there).quorate for least in ("majority", "two-thirds"))
    return {(True, False): "may_meet_but_not_vote", (True, True): "may_vote"}.get((meets, votes), "may_not_meet")


def node(given: Given) -> str:
    won = carried(given["head_to_head"], 0, {"members": given["voting_members"]}, basis="membership")
    return "passed" if won else "failed"


ASKED: Mapping[str, Callable[[Given], str | int]] = {
    "ronr_majority": adopted,
    "ronr_two_thirds": lambda given: adopted(given, threshold="two-thirds"),
    "majority_of_entire_membership": lambda given: adopted(given, basis="membership"),
    "two_thirds_of_entire_membership": lambda given: adopted(given, basis="membership", threshold="two-thirds"),
    "majority_of_members_present": of_present,
    "rescind": either,
    "amend_bylaws_default": bylaws,
    "appeal": appeal,
    "objection_to_consideration": objection,
    "set_aside_orders_of_day": orders,
    "default_quorum": quorum,
    "gitvote": lambda given: passed(
        given, "in_favor", "against", basis="membership", threshold=f">= {given['pass_threshold']}/100"
    ),
    "apache_code_change": lambda given: passed(given, "plus1_binding", "minus1_binding", threshold="unanimous", ayes=3),
    "apache_release": lambda given: passed(given, "plus1_binding", "minus1_binding", ayes=3),
    "apache_procedural": lambda given: passed(given, "plus1", "minus1"),
    "pep13_council": lambda given: passed(given, "yes", "no"),
    "pep13_eject_core": lambda given: passed(given, "yes", "no", threshold="two-thirds"),
    "pep13_no_confidence": lambda given: passed(given, "lack", "confidence", threshold="two-thirds"),
    "conda_50": lambda given: passed(given, "yes", "no", quorum=">= 1/2", quorum_basis="cast"),
    "k8s_steering_routine": lambda given: passed(given, "yes", "no", basis="membership"),
    "k8s_meeting_vote_quorum": steering,
    "node_tsc": node,
    "kernelci_live": lambda given: passed(given, "yes", "no", quorum="majority", quorum_basis="cast"),
}
ELSEWHERE = {
    "election_ballot_majority": "tests/unit/tally/methods/test_majority.py",
    "debian_quorum": "tests/unit/tally/test_debian.py",
    "debian_majority": "tests/unit/tally/test_debian.py",
}
NOT_SAID = {
    "oz_governor_simple": "a quorum of ayes and abstentions, which opposing votes do not help",
    "snapshot_x": "a quorum of ayes and abstentions",
    "oz_late_quorum": "a deadline that moves when the quorum is reached late: a rule of time, not of counting",
    "rfcbot_fcp": "a least number of members still outstanding; concerns are vetoes",
}
"""Rules that a rule set cannot express, and what it lacks."""

NOT_SO = {
    "gitvote-4": "of nothing, nothing meets a threshold: an empty electorate carries nothing here",
    "apache-code-3": "a veto without its reason is void; whoever collects the ballots leaves it out",
    "conda-3": "the source contradicts itself",
}
"""Cases of rules that can be expressed, which come out otherwise here, and why."""


@pytest.mark.parametrize(
    "case", [each for each in CASES if each["rule"] in ASKED and each["id"] not in NOT_SO], ids=lambda case: case["id"]
)
def test_published_cases(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case["input"]) == case["expect"]


def test_every_case_is_asked_or_has_its_reason() -> None:
    assert {each["rule"] for each in CASES} - {*ASKED, *ELSEWHERE, *NOT_SAID} == set()
    assert {each["id"] for each in CASES} >= NOT_SO.keys()


def test_a_void_veto_is_left_out() -> None:
    case = next(each for each in CASES if each["id"] == "apache-code-3")
    assert ASKED[case["rule"]](case["input"]) == "failed"
    assert ASKED[case["rule"]]({**case["input"], "minus1_binding": 0}) == case["expect"] == "passed"
