"""Proposals as they are shown: what an adviser comes to, why, and what would make a motion of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gitgov.cli.text import clean, flat, indent, instant_json, many, paint, say
from gitgov.core.ids import branch_or_tag, short
from gitgov.core.visible import typed

if TYPE_CHECKING:
    from gitgov.advice.events import AdviceProposed, Provenance
    from gitgov.advice.families import Proposal
    from gitgov.chamber.advising.plain import Plain, Unasked

_MOVES = {
    "merge": "git motion merge {about}{into} --advice {id}",
    "integration": "git sprint sequence {order} --into {about} --move --as-named -m 'as {id} proposes'",
    "release": "git motion release {about} {subject} --advice {id}",
    "retro": "git motion adopt process --advice {id}",
}
"""By which command a member moves what is proposed."""


_CITED = 6


def show_advice(body: AdviceProposed | Plain, subject: str, record: str) -> None:
    """Print a proposal for people."""
    name = f"P-{record[:8]}  " if record else ""
    say(f"{name}{body.adviser} {clean(body.about)} ({short(subject)}): {_painted(body)}{_chosen(body)}, {_by(body)}")
    for reason in body.reasons:
        say(f"  {clean(reason)}")
    for each in body.findings:
        where = f"{flat(each.path)}:{each.line}" if each.line else flat(each.path)
        say(f"  {where}  {clean(each.note)}")
    for place, name in enumerate(body.order, 1):
        say(f"  {place}. {clean(name)}")
    if body.patch:
        lines = many(body.patch.count("\n"), "line")
        say(f"  with tests as a patch of {lines}: --json has it in `patch`, for git apply")
    if body.remark:
        say("  a model remarks, and nothing rests on it:")
        say(indent(body.remark))
    if body.draft:
        say("draft")
        say(indent(body.draft))
    _next(body, subject, record)


def _painted(body: AdviceProposed | Plain) -> str:
    from gitgov.advice.advisers import ADVISERS  # what is printed as JSON has no colours

    levels = ADVISERS[body.adviser].levels
    colour = "green" if body.verdict == levels[0] else "red" if body.verdict == levels[-1] else "yellow"
    return paint(body.verdict, colour)


def _chosen(body: AdviceProposed | Plain) -> str:
    return f", {body.choice}" if body.choice else ""


def _by(body: AdviceProposed | Plain) -> str:
    """Say who came to a verdict."""
    told = body.provenance
    if not told.profile:
        return "by facts"
    if told.fell_back:
        return f"by facts; {clean(told.profile)} was not heard: {clean(told.fell_back)}"
    differs = "" if body.model_said == body.floor else f", by facts {body.floor}"
    return f"{clean(told.profile)} says {body.model_said}{differs}"


def _next(body: AdviceProposed | Plain, subject: str, record: str) -> None:
    how = _MOVES.get(body.adviser)
    if how and body.draft and record:
        words = {"about": typed(body.about), "subject": short(subject), "id": f"P-{record[:8]}"}
        words["into"] = f" --into {typed(branch_or_tag(body.upon))}" if body.upon else ""
        say(f"next: {how.format(**words, order=typed(*body.order))}")
    elif how and body.draft:
        say("next: the same with --record; a member then moves it")


def where_from(body: AdviceProposed) -> Iterator[str]:
    """Tell where a proposal on record comes from: its facts, what it cites, and which model was asked what."""
    told = body.provenance
    if body.upon:
        yield f"for {branch_or_tag(body.upon)}{f', compared with {short(body.tip)}' if body.tip else ''}"
    yield f"facts {told.facts}"
    if body.cites:
        yield f"cites {', '.join(map(short, body.cites[:_CITED]))}{' ...' if len(body.cites) > _CITED else ''}"
    if told.profile:
        yield from _asked(told)
        yield f"  with {', '.join(told.versions) or 'nothing of which versions matter'}"


def _asked(told: Provenance) -> Iterator[str]:
    """Tell which model was asked what, and what that took."""
    asked = f"nothing was sent to {told.model}" if told.unsent else f"asked {told.model}"
    seed = "no seed" if told.seed is None else f"seed {told.seed}"
    heat = f", temperature {told.temperature}" if told.temperature else ""
    profile = f"profile {told.profile}{f' ({short(told.profile_digest)})' if told.profile_digest else ''}"
    yield f"{asked} of {profile}, {seed}{heat}, by program {short(told.program) or 'none'}"
    if told.adaptations:
        yield f"  which does not take all that it is asked with: {', '.join(told.adaptations)}"
    requests = ", ".join(map(short, told.requests)) or "none"
    taken, given = ("unknown" if each is None else each for each in (told.tokens_in, told.tokens_out))
    yield f"  requests {requests}; {taken} tokens in, {given} out; cost {told.cost or 'unknown'}"


def advice_json(body: AdviceProposed | Plain, subject: str) -> dict[str, Any]:
    """Return a proposal with stable keys; the digest is of all others."""
    told = {
        "adviser": body.adviser,
        "about": body.about,
        "commit": subject,
        "upon": body.upon or None,
        "tip": body.tip or None,
        "verdict": body.verdict,
        "by_facts": body.floor,
        "model_said": body.model_said or None,
        "choice": body.choice or None,
        "reasons": list(body.reasons),
        "findings": [{"path": each.path, "line": each.line, "note": each.note} for each in body.findings],
        "order": list(body.order),
        "cites": list(body.cites),
        "draft": body.draft,
        "patch": body.patch,
        "remark": body.remark,
        "provenance": _provenance_json(body.provenance),
    }
    written = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return {**told, "digest": hashlib.sha256(written.encode()).hexdigest()}


def on_record_json(found: Proposal) -> dict[str, Any]:
    """Return a proposal that is on record with stable keys, with who put it there and when."""
    return {**advice_json(found.body, found.subject), "record": found.id, "by": found.by, "at": instant_json(found.at)}


def _provenance_json(told: Provenance | Unasked) -> dict[str, Any]:
    return {
        "facts": told.facts,
        "program": told.program or None,
        "requests": list(told.requests),
        "profile": told.profile or None,
        "profile_digest": told.profile_digest or None,
        "model": told.model or None,
        "seed": told.seed,
        "temperature": told.temperature or None,
        "adaptations": list(told.adaptations),
        "sent": bool(told.profile) and not told.unsent,
        "tokens": {"in": told.tokens_in, "out": told.tokens_out},
        "cost": told.cost or None,
        "fell_back": told.fell_back or None,
        "versions": list(told.versions),
    }
