"""What a motion rests on, looked up: the proposal that it names, and what else advisers have said of the same content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gitgov.chamber.open import Chamber
from gitgov.core.ids import branch_or_tag
from gitgov.core.visible import flat
from gitgov.procedure.invocation import content_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

if TYPE_CHECKING:  # most motions rest on nothing, and nobody has advised on most
    from gitgov.advice.families import Proposal
    from gitgov.chamber.released import Evidence


def rested_on(chamber: Chamber, motion: Motion) -> tuple[Evidence, ...]:
    """Look up the proposal that a motion rests on; nothing where it rests on none."""
    named = getattr(motion.question, "advice", "")
    if not named:
        return ()
    from gitgov.chamber.advising.proposals import every_proposal  # noqa: PLC0415 - as above
    from gitgov.chamber.released import Evidence  # noqa: PLC0415 - as above

    found = next((each for each in every_proposal(chamber) if each.id == named), None)
    if found is None:
        return (Evidence(named, f"P-{named[:8]}, which is not on record here", found=False),)
    return (Evidence(named, in_words(found, motion.target), found=True),)


def heard_on(chamber: Chamber, motion: Motion) -> list[Proposal]:
    """Return what else advisers have on record about the content that a motion would let in, oldest first."""
    question = motion.question
    if not isinstance(question, Merge | Release) or not chamber.store.tip("advice"):
        return []
    from gitgov.chamber.advising.proposals import proposals_on  # noqa: PLC0415 - as above

    return [each for each in proposals_on(chamber, content_of(question)) if each.id != question.advice]


def in_words(proposal: Proposal, target: str) -> str:
    """Say what a proposal comes to, by whom, and whether by facts or a model; and for which branch or tag, where that is none that a motion opens."""
    from gitgov.chamber.advising.proposals import name_of  # noqa: PLC0415 - as above

    body = proposal.body
    told = body.provenance
    by = f"by facts {body.floor}"
    if body.model_said:
        by = f"{by}, and {flat(told.model)} of profile {flat(told.profile)} said {body.model_said}"
    upon = f" for {branch_or_tag(body.upon)}" if body.upon not in ("", target) else ""
    chosen = f", {body.choice}" if body.choice else ""
    return f"{name_of(proposal)}, {body.adviser} {flat(body.about)}{upon}: {body.verdict}{chosen} ({by}), proposed by {proposal.by}"
