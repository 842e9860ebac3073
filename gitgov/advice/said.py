"""What a model may say to a case, and what becomes of it: it can be more careful than the facts, and never less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gitgov.advice.answer import Answer, Case, Citable, Finding

MOST_FINDINGS = 50

Remark = Annotated[str, Field(max_length=4_000)]


class Invented(ValueError):
    """A model cited what does not exist; its words say what."""


class Said(BaseModel):
    """What every adviser asks of a model; an adviser's own model adds to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Annotated[
        str,
        Field(max_length=40, description="one of the facts' levels; it may be more careful than `floor`, never less"),
    ]
    remark: Annotated[Remark, Field(description="why, for people, in at most five sentences")] = ""


class SaidFinding(BaseModel):
    """A finding as a model writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Annotated[str, Field(max_length=1_000)]
    line: Annotated[int, Field(ge=0, le=10**9)]
    note: Annotated[str, Field(max_length=400)]


class SaidFindings(Said):
    """What is asked of a model that reads a change."""

    findings: Annotated[
        list[SaidFinding], Field(max_length=MOST_FINDINGS, description="path and line inside the diff")
    ] = []


class SaidOrder(Said):
    """What is asked of a model that puts things in an order, or chooses among them."""

    order: Annotated[list[Annotated[str, Field(max_length=250)]], Field(max_length=1_000)] = []


class SaidCites(Said):
    """What is asked of a model that rests on records."""

    cites: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = []


def put_back(said: Said, behind: Mapping[str, str]) -> Said:
    """Put names in the place of what was shown for them, wherever a model repeats that alone; raises `Invented` where one is too long to be said."""
    if not behind:
        return said
    try:
        return type(said).model_validate(_named(said.model_dump(), behind))
    except ValidationError:
        raise Invented("what it names is longer than can be said") from None


def _named(value: Any, behind: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _named(each, behind) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_named(each, behind) for each in value]
    return behind.get(value, value) if isinstance(value, str) else value


def more_careful(levels: Sequence[str], floor: str, said: str) -> str:
    """Return the more careful of two verdicts, the later one in `levels`; raises `Invented` where there is no such level."""
    if said not in levels:
        raise Invented(f"no verdict is called {said!r}")
    return max(floor, said, key=levels.index)


def existing(findings: Iterable[SaidFinding], citable: Citable) -> tuple[Finding, ...]:
    """Return findings about lines that there are; raises `Invented` at the first that is about none."""
    found = tuple(Finding(each.path, each.line, each.note) for each in findings)
    for each in found:
        if each.line not in citable.lines.get(each.path, frozenset()):
            raise Invented(f"the change has no line {each.line} of {each.path!r}")
    return found


def cited(ids: Iterable[str], citable: Citable) -> tuple[str, ...]:
    """Return ids that there are; raises `Invented` at the first that there is not."""
    found = tuple(dict.fromkeys(ids))
    for each in found:
        if each not in citable.ids:
            raise Invented(f"there is no record or commit {each!r}")
    return found


def settle(levels: Sequence[str], case: Case, said: Said) -> Answer:
    """Put what a model said upon what the facts say: a verdict as careful or more so, further findings and cites, a remark."""
    fact = case.answer
    findings = existing(said.findings, case.citable) if isinstance(said, SaidFindings) else ()
    cites = cited(said.cites, case.citable) if isinstance(said, SaidCites) else ()
    return fact._replace(
        verdict=more_careful(levels, fact.verdict, said.verdict),
        findings=tuple(dict.fromkeys((*fact.findings, *findings))),
        cites=tuple(dict.fromkeys((*fact.cites, *cites))),
        remark=said.remark,
    )
