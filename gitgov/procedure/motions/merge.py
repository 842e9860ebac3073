"""Move to merge a branch: exactly this head into that protected branch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.procedure.motions.forms import OfText, Words, on_advice
from gitgov.procedure.rows import ONE_LINE, MotionRow, Question

OidText = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
OidOrNothing = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})?$")]
RefText = Annotated[str, Field(pattern=r"^refs/[^\x00-\x20\x7f~^:?*\[\\]{1,250}$")]


RiskLevel = Literal["", "low", "medium", "high", "critical"]
"""How much a change may break, the least first; nothing where nobody says."""
MemberText = Annotated[str, Field(pattern=r"^[a-z0-9._-]{1,64}$")]


class Merge(Question):
    """`branch` is what people call it; `head` is what is decided, `terms` on what terms, which can be amended.

    `authors` are the members who wrote what comes in, named where the charter keeps authors from voting. `after` are
    heads that must have come into the branch before, `bodies` other bodies, as the charter calls them, that must have carried
    it too. `advice` is the proposal that it rests on, if any, and `risk` the level at which who moves it takes its risk to be, which
    the charter may ask a higher vote for. `resolution` is the tree that a merge upon the commit `onto` is to
    have, where it is not the one that git itself makes.
    """

    motion: Literal["merge"] = "merge"
    advice: OfText = ""
    after: list[OidText] = Field(default=[], max_length=20)
    authors: list[MemberText] = Field(default=[], max_length=400)
    bodies: list[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]] = Field(default=[], max_length=20)
    branch: Annotated[str, Field(max_length=250, pattern=ONE_LINE)]
    head: OidText
    into: RefText
    onto: OidOrNothing = ""
    resolution: OidOrNothing = ""
    risk: RiskLevel = ""
    terms: Words = ""


def _read_back(question: Merge) -> str:
    into = question.into.removeprefix("refs/heads/")
    tree = f", as the tree {short(question.resolution)} upon {short(question.onto)}" if question.resolution else ""
    after = f", after {' and '.join(map(short, question.after))}" if question.after else ""
    asked = f", together with {' and '.join(question.bodies)}" if question.bodies else ""
    of_risk = f", of {question.risk} risk" if question.risk else ""
    return f"merge {question.branch} ({short(question.head)}) into {into}{tree}{after}{asked}{on_terms(question.terms)}{of_risk}{on_advice(question.advice)}"


def _why_not(question: Merge, chain: Chain) -> tuple[Objection, ...]:
    if unknown := next((each for each in question.bodies if each not in chain.charter.bodies), ""):
        what = f"the charter knows no other body that it calls {unknown}"
        return (Objection("GOV-591", what, remedy="git gov charter show; a charter motion adds one, in [bodies.NAME]"),)
    if chain.charter.branch(question.into):
        return ()
    return (
        Objection(
            "GOV-330",
            f"{question.into} is not a protected branch, so nothing needs a motion",
            remedy="merge it directly, or protect it by a charter motion",
        ),
    )


def on_terms(terms: str) -> str:
    """Read the terms of a decision about content back, if there are any."""
    return f", on the terms “{terms}”" if terms else ""


ROW = MotionRow(
    "merge",
    "merge a branch into a protected one",
    "RONR (12th ed.) 10:1",
    Merge,
    _read_back,
    target=lambda question: question.into,
    subject=lambda question, _: question.head,
    why_not=_why_not,
    words="terms",
    fixed=frozenset({"of", "onto", "resolution", "advice", "risk"}),
    verb="merge",
    effect="the protected branch may take in exactly this head, and nothing else",
)
