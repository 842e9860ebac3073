"""Move to let a quality project through the tollgate of a phase: exactly on what it has filed (Six Sigma, tollgate review)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.procedure.motions.forms import Line, Words
from gitgov.procedure.rows import MotionRow, Question

Phase = Literal[
    "define", "measure", "analyze", "improve", "control", "design", "verify", "identify", "optimize", "validate"
]
Outcome = Literal["go", "conditional", "recycle", "stop"]


class Tollgate(Question):
    """`plan` is the digest of all that the `project` has filed by then; `outcome` what is to become of it."""

    motion: Literal["tollgate"] = "tollgate"
    project: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: Line
    phase: Phase
    outcome: Outcome = "go"
    plan: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    conditions: Words = ""


_SAID = {
    "go": "let {name} through the tollgate of {phase}",
    "conditional": "let {name} through the tollgate of {phase}, on conditions",
    "recycle": "send {name} back into {phase}",
    "stop": "stop {name} at the tollgate of {phase}",
}


def _read_back(question: Tollgate) -> str:
    said = _SAID[question.outcome].format(name=question.name or question.project[:12], phase=question.phase)
    return f"{said}, as filed ({question.plan[:12]})"


ROW = MotionRow(
    "tollgate",
    "let a quality project through a tollgate",
    "RONR (12th ed.) 10:1",
    Tollgate,
    _read_back,
    amendable=False,
    words="conditions",
    program="git quality",
    verb="project review",
    effect="git quality project pass takes the project into its next phase, stops it, or sends it back",
)
