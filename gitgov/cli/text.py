"""Text for terminals: what people wrote is shown, never interpreted."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from gitgov.core.errors import BadInput, GitgovError, Refused
from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.core.visible import acts, clean, flat, many, stopped

if TYPE_CHECKING:
    from gitgov.gate.facts import Verdict

__all__ = [
    "clean",
    "columns",
    "counted",
    "explain",
    "flat",
    "give",
    "indent",
    "instant_json",
    "many",
    "objection_json",
    "on_terminal",
    "paint",
    "paint_phase",
    "read_stdin",
    "say",
    "stopped",
    "verdict_json",
]

_COLOURS = {"green": "32", "red": "31", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}
_PHASES = {
    "carried": "green",
    "enacted": "green",
    "lost": "red",
    "withdrawn": "dim",
    "voting": "blue",
    "contested": "red",
    "overtaken": "dim",
}


def paint(text: str, colour: str) -> str:
    """Colour text where a person looks at a terminal and has not asked for none (https://no-color.org)."""
    if not _coloured():
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def paint_phase(phase: str) -> str:
    """Colour the word for where a question stands, or for how it was decided."""
    return paint(phase, _PHASES.get(phase, "bold"))


def on_terminal() -> bool:
    """Say whether a person looks at the output, rather than another program."""
    return sys.stdout.isatty()


@cache
def _coloured() -> bool:
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def read_stdin() -> str:
    """Read standard input as UTF-8; raises `BadInput`."""
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise BadInput(
            f"standard input is not UTF-8: {error.reason} at byte {error.start}", "convert it first"
        ) from error


def say(text: str = "") -> None:
    """Print a line or lines of text."""
    print(text)


def counted(what: str) -> Callable[[int, int], None]:
    """Return what tells a person at a terminal how far something is, in a line that the result overwrites: `3 of 9 cases`."""

    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} of {of} {what}\r", end="", file=sys.stderr, flush=True)

    return tell


def waiting_for(profile: str) -> None:
    """Tell a person at a terminal which model is asked, as that may take minutes."""
    if sys.stderr.isatty():
        print(f"asking {clean(profile)} ...", file=sys.stderr, flush=True)


def give(value: Any) -> None:
    """Print a value as JSON, with stable keys; characters that would act on a terminal are escaped, which JSON reads as the same."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    acting = {ord(char): json.dumps(char)[1:-1] for char in set(text) if char != "\n" and acts(char)}
    print(text.translate(acting) if acting else text)


def explain(error: GitgovError) -> None:
    """Say on standard error what went wrong, by which rule, and what helps."""
    if isinstance(error, Refused):
        for objection in error.objections:
            print(f"refused: {clean(str(objection))}", file=sys.stderr)
            if objection.rule:
                print(f"  rule: {clean(objection.rule)}", file=sys.stderr)
            if objection.remedy:
                print(f"  next: {clean(objection.remedy)}", file=sys.stderr)
        return
    print(f"{'error' if error.exit_code == 2 else 'blocked'}: {clean(error.what)}", file=sys.stderr)
    if error.remedy:
        print(f"  next: {clean(error.remedy)}", file=sys.stderr)


def indent(text: str, by: str = "    ") -> str:
    """Indent every line of a cleaned text."""
    return "\n".join(by + line if line else "" for line in clean(text).splitlines())


def columns(rows: list[list[str]]) -> str:
    """Lay rows out in columns, the last one ragged."""
    if not rows:
        return ""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    )


def objection_json(objection: Objection) -> dict[str, Any]:
    """Return an objection with stable keys."""
    return {
        "code": objection.code,
        "what": objection.what,
        "rule": objection.rule,
        "remedy": objection.remedy,
        "records": list(objection.records),
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return the gate's verdict with stable keys."""
    objections = [objection_json(each) for each in verdict.objections]
    return {"ref": verdict.ref, "allowed": verdict.allowed, "by": list(verdict.by), "objections": objections}


def instant_json(seconds: int | None) -> str | None:
    """Return an instant as JSON has it; nothing stays nothing."""
    return None if seconds is None else show_instant(seconds)
