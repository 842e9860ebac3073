"""What is proposed by facts alone, as it is shown: it loads neither records nor the law, so that it costs little beside its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from gitgov.advice.answer import Answer, Case, Finding
from gitgov.core import canonical
from gitgov.core.visible import flat

_LINE = 400


class Unasked(NamedTuple):
    """Where a proposal comes from that no model was asked about, field by field as `advice.events.Provenance`."""

    facts: str
    program: str = ""
    requests: tuple[str, ...] = ()
    profile: str = ""
    profile_digest: str = ""
    model: str = ""
    seed: int | None = 0
    temperature: str = ""
    adaptations: tuple[str, ...] = ()
    unsent: bool = False
    tokens_in: int | None = 0
    tokens_out: int | None = 0
    cost: str = ""
    fell_back: str = ""
    versions: tuple[str, ...] = ()


class Plain(NamedTuple):
    """A proposal, field by field as `advice.events.AdviceProposed`."""

    adviser: str
    about: str
    verdict: str
    floor: str
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]
    order: tuple[str, ...]
    cites: tuple[str, ...]
    draft: str
    patch: str
    remark: str
    provenance: Unasked
    model_said: str = ""
    choice: str = ""
    upon: str = ""
    tip: str = ""


def plain(case: Case) -> Plain:
    """Write what the facts say as it would be recorded."""
    answer: Answer = case.answer
    return Plain(
        case.adviser,
        one_line(case.about),
        answer.verdict,
        answer.verdict,
        tuple(map(one_line, answer.reasons[:200])),
        tuple(Finding(each.path, each.line, one_line(each.note)) for each in answer.findings[:200]),
        tuple(map(one_line, answer.order[:1_000])),
        answer.cites[:500],
        answer.draft[:40_000],
        answer.patch,
        answer.remark[:4_000],
        Unasked(digest_of(case)),
        choice=answer.choice,
        upon=case.upon,
        tip=case.tip,
    )


def digest_of(case: Case) -> str:
    """Return the SHA-256 of the facts of a case as RFC 8785 writes them."""
    facts: Any = {"adviser": case.adviser, "about": case.about, "subject": case.subject, "facts": case.facts}
    return hashlib.sha256(canonical.dumps(facts)).hexdigest()


def one_line(text: str) -> str:
    """Return a text in one line, of at most 400 characters."""
    one = flat(text).replace("\t", " ")
    return one if len(one) <= _LINE else f"{one[: _LINE - 1]}…"


def asks_no_model(settings: Mapping[str, str], profile: str) -> bool:
    """Say whether nothing names a model to be asked."""
    return (profile or settings.get("gov.advice", "none")) == "none"
