"""How motions look in a list: a row each, or with stable keys."""

from __future__ import annotations

from typing import Any

from gitgov.chamber.summary import Summary
from gitgov.cli.text import flat, instant_json, paint_phase
from gitgov.core.instants import show_instant


def line(summary: Summary, now: int, mark: str = "") -> list[str]:
    """Show a motion in a row: name, phase, votes, text, and a mark in brackets."""
    phase = summary.phase(now)
    votes = f"{summary.ayes}-{summary.nays}-{summary.abstentions}"
    if summary.among:
        cast = summary.ayes + summary.abstentions
        votes = f"{cast} of {cast + len(summary.silent)}"
    text = flat(summary.text) + (f"  [{mark}]" if mark else "")
    return [summary.name, paint_phase(phase), votes, text]


def json_of(summary: Summary, now: int) -> dict[str, Any]:
    """Return a summary with stable keys."""
    return {
        "id": summary.id,
        "name": summary.name,
        "kind": summary.kind,
        "text": summary.text,
        "mover": summary.mover,
        "moved_at": show_instant(summary.at),
        "phase": summary.phase(now),
        "target": summary.target,
        "head": summary.head,
        "branch": summary.branch,
        "ayes": summary.ayes,
        "nays": summary.nays,
        "abstentions": summary.abstentions,
        "silent": summary.silent,
        "by_proxy": summary.by_proxy,
        "missing_for_quorum": summary.missing,
        "missing_ayes": summary.lacking,
        "vetoes": summary.vetoes,
        "recused": summary.recused,
        "consent_is_asked": summary.consenting,
        "silence_at": instant_json(summary.silence_at),
        "result": summary.result,
        "ballot": summary.ballot,
        "chosen": summary.chosen,
        "opens_at": instant_json(summary.opens_at),
        "closes_at": instant_json(summary.closes_at),
        "ends_hold": instant_json(summary.ends_hold),
        "verified": summary.verified,
    }
