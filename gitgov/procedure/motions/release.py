"""Move to release a version: exactly this commit under that protected tag."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gitgov.charter.chain import Chain
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.procedure.motions.forms import OfText, Words, on_advice
from gitgov.procedure.motions.merge import OidText, RefText, on_terms
from gitgov.procedure.rows import ONE_LINE, MotionRow, Question


class Release(Question):
    """`tag` is a full ref name; `environment` says where it goes, if anywhere in particular; `terms` can be amended.

    `advice` is the proposal that it rests on, if any.
    """

    motion: Literal["release"] = "release"
    advice: OfText = ""
    commit: OidText
    environment: Annotated[str, Field(max_length=100, pattern=ONE_LINE)] = ""
    tag: RefText
    terms: Words = ""


def _read_back(question: Release) -> str:
    where = f" to {question.environment}" if question.environment else ""
    return f"release {short(question.commit)} as {question.tag.removeprefix('refs/tags/')}{where}{on_terms(question.terms)}{on_advice(question.advice)}"


def _why_not(question: Release, chain: Chain) -> tuple[Objection, ...]:
    if chain.charter.tag(question.tag):
        return ()
    return (
        Objection(
            "GOV-331",
            f"{question.tag} is not a protected tag, so nothing needs a motion",
            remedy="tag it directly, or protect it by a charter motion",
        ),
    )


ROW = MotionRow(
    "release",
    "release a commit under a protected tag",
    "RONR (12th ed.) 10:1",
    Release,
    _read_back,
    target=lambda question: question.tag,
    subject=lambda question, _: question.commit,
    why_not=_why_not,
    words="terms",
    fixed=frozenset({"of", "advice"}),
    verb="release",
    effect="exactly this commit may be released under the protected tag",
)
