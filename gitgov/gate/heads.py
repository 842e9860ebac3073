"""The gate for a merge before there is a commit: only what it merges is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import Verdict
from gitgov.gate.ratified import helpfulness, why_not_authorised
from gitgov.gate.unratified import SENT
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge


def decide_heads(ref: str, heads: Sequence[str], motions: Mapping[str, Sequence[Authority]], now: int) -> Verdict:
    """Judge a merge by its heads alone, before there is a commit: each must be ratified for `ref`."""
    objections = []
    for head in heads:
        found = [
            motion
            for motion in motions.get(head, ())
            if isinstance(motion.question, Merge) and (motion.question.head, motion.question.into) == (head, ref)
        ]
        reasons = [reason for motion in found if (reason := why_not_authorised(motion, motions[head], now))]
        if len(reasons) == len(found):
            missing = Objection(
                "GOV-101",
                f"no decision ratified {short(head)} for {ref}",
                remedy=f"git motion merge {short(head)} --into {typed(ref.removeprefix('refs/heads/'))}; {SENT}",
            )
            objections.append(min(reasons, key=helpfulness) if reasons else missing)
    return Verdict(ref, tuple(objections))
