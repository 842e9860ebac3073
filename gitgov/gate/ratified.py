"""What the gate says of a decision, whatever ref it opens: whether it may be carried out, and in which words."""

from __future__ import annotations

from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.procedure.state import Motion

_ORDER = (
    "GOV-108",
    "GOV-103",
    "GOV-107",
    "GOV-106",
    "GOV-105",
    "GOV-558",
    "GOV-113",
    "GOV-128",
    "GOV-127",
    "GOV-126",
    "GOV-125",
    "GOV-124",
    "GOV-111",
    "GOV-110",
    "GOV-112",
    "GOV-109",
    "GOV-104",
)


def why_not_ratified(motion: Motion, now: int) -> Objection | None:
    """Say why a motion's decision may not be enacted at `now`, or nothing."""
    decision = motion.decision
    if motion.withdrawn:
        return object_about("GOV-109", f"{motion.name} ({motion.text}) was withdrawn", "", motion)
    if motion.fate:
        return object_about(
            "GOV-127", f"{motion.name} ({motion.text}) was {motion.fate}", f"git motion show {motion.name}", motion
        )
    if motion.reconsidering:
        what = f"a motion to reconsider the vote on {motion.name} ({motion.text}) is pending, which suspends it"
        return object_about("GOV-128", what, f"git motion show {motion.name}", motion)
    if decision is None:
        return object_about(
            "GOV-110",
            f"{motion.name} ({motion.text}) is still to be decided",
            f"git vote status {motion.name} says what is missing",
            motion,
        )
    if decision.contested:
        return object_about(
            "GOV-111", f"{motion.name} has two contradictory announcements", f"git motion show {motion.name}", motion
        )
    if not decision.carried:
        return object_about(
            "GOV-112", f"{motion.name} ({motion.text}) was lost: {decision.outcome.arithmetic}", "", motion
        )
    if now < decision.ends_hold:
        return object_about(
            "GOV-113", f"{motion.name} is on hold until {show_instant(decision.ends_hold)}", "push again then", motion
        )
    return None


def helpfulness(objection: Objection) -> int:
    """Rank objections: the nearest to being allowed tells the person most."""
    return _ORDER.index(objection.code) if objection.code in _ORDER else len(_ORDER)


def object_about(code: str, what: str, remedy: str, motion: Motion) -> Objection:
    """State an objection that names the motion it is about."""
    return Objection(code, what, remedy=remedy, records=(motion.id,))


def deny(update: RefUpdate, code: str, what: str, remedy: str) -> Verdict:
    """Deny an update for one reason."""
    return Verdict(update.ref, (Objection(code, what, remedy=remedy),))
