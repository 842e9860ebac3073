"""What the gate says of a decision or a standing order, whatever ref it opens: whether it may be carried out."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.procedure.invocation import Authority, Invocation, content_of, target_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

_ORDER = (
    "GOV-197",
    "GOV-196",
    "GOV-195",
    "GOV-194",
    "GOV-193",
    "GOV-192",
    "GOV-191",
    "GOV-190",
    "GOV-173",
    "GOV-174",
    "GOV-172",
    "GOV-171",
    "GOV-170",
    "GOV-188",
    "GOV-187",
    "GOV-186",
    "GOV-108",
    "GOV-179",
    "GOV-117",
    "GOV-119",
    "GOV-118",
    "GOV-103",
    "GOV-107",
    "GOV-178",
    "GOV-116",
    "GOV-115",
    "GOV-166",
    "GOV-120",
    "GOV-106",
    "GOV-105",
    "GOV-558",
    "GOV-189",
    "GOV-113",
    "GOV-153",
    "GOV-151",
    "GOV-150",
    "GOV-128",
    "GOV-127",
    "GOV-126",
    "GOV-125",
    "GOV-129",
    "GOV-182",
    "GOV-181",
    "GOV-180",
    "GOV-124",
    "GOV-111",
    "GOV-110",
    "GOV-112",
    "GOV-109",
    "GOV-104",
)


def why_not_authorised(
    authority: Authority, beside: Iterable[Authority], now: int, *, back: bool = False
) -> Objection | None:
    """Say why a decision or a standing order lets nothing in at `now`, or nothing; `beside` is about the same content.

    What a standing order has let in stays accounted for, looking `back`, whatever the assembly said of it afterwards:
    that is a breach of the charter, and is told as one.
    """
    if not isinstance(authority, Invocation):
        return why_not_ratified(authority, now)
    return None if back else _why_not_invoked(authority, beside, now)


def _why_not_invoked(invocation: Invocation, beside: Iterable[Authority], now: int) -> Objection | None:
    how = f"the standing order {invocation.order.name}, invoked as {invocation.name} ({invocation.text}),"
    match invocation.answer(now):
        case "refused":
            what, remedy = (
                f"{how} lets nothing in: the assembly refused to ratify it",
                f"git motion show {invocation.name}",
            )
            return Objection("GOV-150", what, remedy=remedy, records=(invocation.id,))
        case "overdue":
            what = f"{how} lets nothing in any more: it was to be ratified by {show_instant(invocation.deadline)}"
            return Objection("GOV-151", what, remedy=f"git vote aye {invocation.name}", records=(invocation.id,))
        case "ratified":
            return None
        case _:
            return why_not_against(invocation.question, (each for each in beside if isinstance(each, Motion)))


def why_not_against(act: Merge | Release, motions: Iterable[Motion]) -> Objection | None:
    """Object to an act under a standing order whose very content the assembly has disposed of, or has in its hands."""
    for motion in motions:
        decided = motion.decision is not None and not motion.decision.carried
        if not _same(motion.question, act) or not (motion.fate or motion.reconsidering or decided):
            continue
        how = motion.fate or ("to be reconsidered" if motion.reconsidering else "lost")
        what = f"{motion.name} ({motion.text}) is {how}: a standing order is not for what the assembly has disposed of"
        remedy = f"git motion show {motion.name}"
        return Objection("GOV-153", what, "RONR (12th ed.) 10:26", remedy, (motion.id,))
    return None


def _same(question: object, act: Merge | Release) -> bool:
    """Say whether a question would let the same content into the same ref."""
    mine = isinstance(question, Merge | Release) and (content_of(question), target_of(question))
    return mine == (content_of(act), target_of(act))


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
    had = {each.body for each in motion.concurred}
    if missing := next((each for each in getattr(motion.question, "bodies", ()) if each not in had), ""):
        what = f"{motion.name} ({motion.text}) waits for {missing}: that it was carried there too is not on record here"
        return object_about("GOV-189", what, f"git motion concur {motion.name} --from REPOSITORY", motion)
    return None


def helpfulness(objection: Objection) -> int:
    """Rank objections: the nearest to being allowed tells the person most."""
    return _ORDER.index(objection.code) if objection.code in _ORDER else len(_ORDER)


def object_about(code: str, what: str, remedy: str, motion: Authority) -> Objection:
    """State an objection that names the motion it is about."""
    return Objection(code, what, remedy=remedy, records=(motion.id,))


def deny(update: RefUpdate, code: str, what: str, remedy: str) -> Verdict:
    """Deny an update for one reason."""
    return Verdict(update.ref, (Objection(code, what, remedy=remedy),))
