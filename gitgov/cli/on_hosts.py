"""`git gov check --ci`: the gate's verdict where a host's continuous integration shows it."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import typer

from gitgov.chamber.ci import Asked, asked, check_pinned, judge_asked, read_event
from gitgov.chamber.judge import describe
from gitgov.chamber.open import open_chamber
from gitgov.chamber.replacing import replace_file
from gitgov.cli.text import flat, give, say, verdict_json
from gitgov.core.errors import BadInput
from gitgov.gate.facts import RefUpdate, Verdict


def check_in_job(*, as_json: bool, report: str = "") -> None:
    """Judge what the job is about, and annotate it, in a file `report` for GitLab; exit 1 keeps a required check from passing."""
    found = asked(os.environ, _event(os.environ.get("GITHUB_EVENT_PATH", "")))
    chamber = open_chamber(Path())
    check_pinned(chamber)
    verdict = judge_asked(chamber, found)
    if report:
        replace_file(Path(report), _code_quality(verdict))
    if as_json:
        give([verdict_json(verdict)])
    else:
        _show(found, verdict)
    if not verdict.allowed:
        raise typer.Exit(1)


def _event(place: str) -> dict[str, Any]:
    """Read the event that GitHub and Forgejo write for a job; nothing where there is none."""
    if not place:
        return {}
    try:
        return read_event(Path(place).read_bytes())
    except OSError as error:
        raise BadInput(f"the event of this job cannot be read: {error}", "GITHUB_EVENT_PATH names it") from error


def _show(found: Asked, verdict: Verdict) -> None:
    update = RefUpdate(found.ref, found.old, found.head)
    say(f"{'allowed' if verdict.allowed else 'refused'}  {describe(update)}")
    for each in verdict.objections:  # flat: a line that begins with :: would be a command to the host
        say(f"  {flat(str(each))}" + (f"\n    next: {flat(each.remedy)}" if each.remedy else ""))
        if os.environ.get("GITHUB_ACTIONS"):
            words = f"{each.what}\nnext: {each.remedy}" if each.remedy else each.what
            say(f"::error title={_escaped(each.code)}::{_escaped(words)}")


def _code_quality(verdict: Verdict) -> bytes:
    """Write objections as GitLab reads them (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).

    A verdict is about no file: where GitLab wants its path, it gets the ref.
    """
    rows = [
        {
            "description": flat(f"{each}; next: {each.remedy}" if each.remedy else str(each)),
            "check_name": each.code,
            "fingerprint": hashlib.sha256(f"{verdict.ref} {each}".encode(errors="replace")).hexdigest(),
            "severity": "blocker",
            "location": {"path": flat(verdict.ref), "lines": {"begin": 1}},
        }
        for each in verdict.objections
    ]
    return json.dumps(rows, indent=2).encode() + b"\n"


def _escaped(text: str) -> str:
    """Write text so that it ends no workflow command and begins none (actions/toolkit, command.ts)."""
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text
