"""Move in which order heads go into a protected branch: each only after all before it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.procedure.motions.merge import OidText, RefText
from gitgov.procedure.rows import ONE_LINE, MotionRow, Objections, Question, object_to

MOST = 64
SOURCE = "a sequence orders what decisions of their own let in"
BranchName = Annotated[str, Field(max_length=250, pattern=ONE_LINE)]


class Sequence(Question):
    """`heads` in the order in which they go into `into`; `branches` is what people call them, one each."""

    motion: Literal["sequence"] = "sequence"
    branches: list[BranchName] = Field(min_length=2, max_length=MOST)
    heads: list[OidText] = Field(min_length=2, max_length=MOST)
    into: RefText


def _read_back(question: Sequence) -> str:
    named = ", then ".join(
        f"{branch} ({short(head)})" for branch, head in zip(question.branches, question.heads, strict=False)
    )
    return f"let into {question.into.removeprefix('refs/heads/')} in this order: {named}"


def _why_not(question: Sequence, chain: Chain) -> Objections:
    branch = chain.charter.branch(question.into)
    if branch is None:
        what = f"{question.into} is not a protected branch, so nothing keeps an order there"
        return (Objection("GOV-330", what, SOURCE, "protect it by a charter motion"),)
    if branch.methods == {"fast-forward"}:
        what = f"the charter lets only fast-forwards into {question.into}, which show no order"
        return object_to("GOV-239", what, SOURCE, "let another method in by a charter motion")
    if len(question.branches) != len(question.heads):
        what = f"{len(question.heads)} heads have {len(question.branches)} names"
        return object_to("GOV-240", what, SOURCE, "name each once: git sprint sequence --move")
    twice = next((head for head in question.heads if question.heads.count(head) > 1), "")
    if twice:
        what = f"{short(twice)} cannot go before itself: it is in the sequence twice"
        return object_to("GOV-229", what, SOURCE, "name each once: git sprint sequence --move")
    return ()


def governed_by(_question: Sequence, _chain: Chain) -> str:
    """Decide an order by the rules of what it orders."""
    return "merge"


ROW = MotionRow(
    "sequence",
    "order the merges into a protected branch",
    "RONR (12th ed.) 10:1",
    Sequence,
    _read_back,
    amendable=False,
    subject=lambda _, chain: chain.subject,
    why_not=_why_not,
    governed_by=governed_by,
    apart=True,
    words="branches",
    program="git sprint",
    verb="sequence",
    effect="each of these heads stays out of the branch until all before it are in; what lets it in is a decision of its own",
)
